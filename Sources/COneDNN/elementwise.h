// Functions of elements, of pairs of elements, and along axes.
#pragma once
#include "layout.h"
#include "operations.h"

// In place, or into a destination of the same layout.
static inline dnnl_status_t framerill_eltwise(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t data, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_eltwise_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, algorithm, data, data, alpha, beta, attributes);
#else
    dnnl_eltwise_desc_t operation;
    dnnl_status_t status = dnnl_eltwise_forward_desc_init(&operation, dnnl_forward_inference, algorithm, data, alpha, beta);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_binary(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t left, framerill_layout_t right, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_binary_primitive_desc_create(result, engine, algorithm, left, right, destination, attributes);
#else
    dnnl_binary_desc_t operation;
    dnnl_status_t status = dnnl_binary_desc_init(&operation, algorithm, left, right, destination);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

// The destination has the source's layout.
static inline dnnl_status_t framerill_prelu(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t source,
    framerill_layout_t slopes) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_prelu_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, source, slopes, source, attributes);
#else
    dnnl_prelu_desc_t operation;
    dnnl_status_t status = dnnl_prelu_forward_desc_init(&operation, dnnl_forward_inference, source, slopes);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

// In place, or into a destination of the same layout.
static inline dnnl_status_t framerill_softmax(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t data, int axis) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_softmax_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, algorithm, data, data, axis, attributes);
#else
    dnnl_softmax_v2_desc_t operation;
    dnnl_status_t status =
        dnnl_softmax_v2_forward_desc_init(&operation, dnnl_forward_inference, algorithm, data, data, axis);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_resampling(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    const float *factors, framerill_layout_t source, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_resampling_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, algorithm, factors, source, destination, attributes);
#else
    dnnl_resampling_desc_t operation;
    dnnl_status_t status = dnnl_resampling_forward_desc_init(
        &operation, dnnl_forward_inference, algorithm, factors, source, destination);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_reduction(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_reduction_primitive_desc_create(result, engine, algorithm, source, destination, 0, 0, attributes);
#else
    dnnl_reduction_desc_t operation;
    dnnl_status_t status = dnnl_reduction_desc_init(&operation, algorithm, source, destination, 0, 0);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}
