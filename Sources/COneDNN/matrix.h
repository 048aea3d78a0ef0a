// Products of matrices.
#pragma once
#include "layout.h"
#include "operations.h"

// The bias may be null.
static inline dnnl_status_t framerill_inner_product(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t source,
    framerill_layout_t weights, framerill_layout_t bias, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_inner_product_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, source, weights, bias, destination, attributes);
#else
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status =
        dnnl_inner_product_forward_desc_init(&operation, dnnl_forward_inference, source, weights, bias, destination);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_matrix_product(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t left,
    framerill_layout_t right, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_matmul_primitive_desc_create(result, engine, left, right, NULL, destination, attributes);
#else
    dnnl_matmul_desc_t operation;
    dnnl_status_t status = dnnl_matmul_desc_init(&operation, left, right, NULL, destination);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}
