// Windows that slide over rows and columns. The bias may be null; gaps count from 0 for neighbours.
#pragma once
#include "layout.h"
#include "operations.h"

static inline dnnl_status_t framerill_convolution(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t weights, framerill_layout_t bias, framerill_layout_t destination,
    const dnnl_dim_t *strides, const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_convolution_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, algorithm, source, weights, bias, destination, strides, gaps, before, after,
        attributes);
#else
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
        &operation, dnnl_forward_inference, algorithm, source, weights, bias, destination, strides, gaps, before, after);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_deconvolution(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t source,
    framerill_layout_t weights, framerill_layout_t bias, framerill_layout_t destination, const dnnl_dim_t *strides,
    const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_deconvolution_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, dnnl_deconvolution_direct, source, weights, bias, destination, strides, gaps,
        before, after, attributes);
#else
    dnnl_deconvolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_deconvolution_forward_desc_init(
        &operation, dnnl_forward_inference, dnnl_deconvolution_direct, source, weights, bias, destination, strides, gaps,
        before, after);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_pooling(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t destination, const dnnl_dim_t *strides, const dnnl_dim_t *extents,
    const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_pooling_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, algorithm, source, destination, strides, extents, gaps, before, after,
        attributes);
#else
    dnnl_pooling_v2_desc_t operation;
    dnnl_status_t status = dnnl_pooling_v2_forward_desc_init(
        &operation, dnnl_forward_inference, algorithm, source, destination, strides, extents, gaps, before, after);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}
