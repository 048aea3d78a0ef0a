// The training forms of operations, and their gradients. oneDNN makes a gradient beside the forward primitive it belongs to: each
// function here makes that one too, asks for the gradient, and forgets it again.
#pragma once
#include "layout.h"
#include "operations.h"

#if DNNL_VERSION_MAJOR < 3
// The primitive descriptor of a gradient, if there was no error so far.
static inline dnnl_status_t framerill_describe_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, const_dnnl_op_desc_t forward,
    dnnl_status_t status, const_dnnl_op_desc_t gradient) {
    dnnl_primitive_desc_t hint;
    if (status != dnnl_success) return status;
    status = dnnl_primitive_desc_create(&hint, forward, NULL, engine, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_primitive_desc_create(result, gradient, attributes, engine, hint);
    dnnl_primitive_desc_destroy(hint);
    return status;
}
#endif

// Of a convolution with respect to its image.
static inline dnnl_status_t framerill_convolution_data_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t weights, framerill_layout_t destination, const dnnl_dim_t *strides,
    const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_convolution_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, source, weights, NULL, destination, strides, gaps, before, after, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_convolution_backward_data_primitive_desc_create(
        result, engine, algorithm, source, weights, destination, strides, gaps, before, after, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_convolution_desc_t forward, gradient;
    dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
        &forward, dnnl_forward_training, algorithm, source, weights, NULL, destination, strides, gaps, before, after);
    if (status != dnnl_success) return status;
    status = dnnl_dilated_convolution_backward_data_desc_init(
        &gradient, algorithm, source, weights, destination, strides, gaps, before, after);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

// Of a convolution with respect to its kernel, and its bias where that is not null.
static inline dnnl_status_t framerill_convolution_weights_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t weights, framerill_layout_t bias, framerill_layout_t destination,
    const dnnl_dim_t *strides, const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_convolution_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, source, weights, bias, destination, strides, gaps, before, after, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_convolution_backward_weights_primitive_desc_create(
        result, engine, algorithm, source, weights, bias, destination, strides, gaps, before, after, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_convolution_desc_t forward, gradient;
    dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
        &forward, dnnl_forward_training, algorithm, source, weights, bias, destination, strides, gaps, before, after);
    if (status != dnnl_success) return status;
    status = dnnl_dilated_convolution_backward_weights_desc_init(
        &gradient, algorithm, source, weights, bias, destination, strides, gaps, before, after);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

// Pooling that leaves behind what its gradient needs.
static inline dnnl_status_t framerill_training_pooling(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t destination, const dnnl_dim_t *strides, const dnnl_dim_t *extents,
    const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_pooling_forward_primitive_desc_create(
        result, engine, dnnl_forward_training, algorithm, source, destination, strides, extents, gaps, before, after, attributes);
#else
    dnnl_pooling_v2_desc_t operation;
    dnnl_status_t status = dnnl_pooling_v2_forward_desc_init(
        &operation, dnnl_forward_training, algorithm, source, destination, strides, extents, gaps, before, after);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_pooling_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t source, framerill_layout_t destination, const dnnl_dim_t *strides, const dnnl_dim_t *extents,
    const dnnl_dim_t *gaps, const dnnl_dim_t *before, const dnnl_dim_t *after) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_pooling_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, source, destination, strides, extents, gaps, before, after, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_pooling_backward_primitive_desc_create(
        result, engine, algorithm, source, destination, strides, extents, gaps, before, after, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_pooling_v2_desc_t forward, gradient;
    dnnl_status_t status = dnnl_pooling_v2_forward_desc_init(
        &forward, dnnl_forward_training, algorithm, source, destination, strides, extents, gaps, before, after);
    if (status != dnnl_success) return status;
    status = dnnl_pooling_v2_backward_desc_init(
        &gradient, algorithm, source, destination, strides, extents, gaps, before, after);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

// The data is the source, or the destination for the algorithms that use it.
static inline dnnl_status_t framerill_eltwise_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t gradients, framerill_layout_t data, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_eltwise_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, data, data, alpha, beta, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_eltwise_backward_primitive_desc_create(
        result, engine, algorithm, gradients, gradients, data, alpha, beta, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_eltwise_desc_t forward, gradient;
    dnnl_status_t status = dnnl_eltwise_forward_desc_init(&forward, dnnl_forward_training, algorithm, data, alpha, beta);
    if (status != dnnl_success) return status;
    status = dnnl_eltwise_backward_desc_init(&gradient, algorithm, gradients, data, alpha, beta);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

// All three tensors have the same layout.
static inline dnnl_status_t framerill_softmax_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    framerill_layout_t data, int axis) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_softmax_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, data, data, axis, NULL);
    if (status != dnnl_success) return status;
    status =
        dnnl_softmax_backward_primitive_desc_create(result, engine, algorithm, data, data, data, axis, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_softmax_v2_desc_t forward, gradient;
    dnnl_status_t status =
        dnnl_softmax_v2_forward_desc_init(&forward, dnnl_forward_training, algorithm, data, data, axis);
    if (status != dnnl_success) return status;
    status = dnnl_softmax_v2_backward_desc_init(&gradient, algorithm, data, data, data, axis);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

static inline dnnl_status_t framerill_resampling_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t algorithm,
    const float *factors, framerill_layout_t source, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_resampling_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, algorithm, factors, source, destination, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_resampling_backward_primitive_desc_create(
        result, engine, algorithm, factors, source, destination, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_resampling_desc_t forward, gradient;
    dnnl_status_t status = dnnl_resampling_forward_desc_init(
        &forward, dnnl_forward_training, algorithm, factors, source, destination);
    if (status != dnnl_success) return status;
    status = dnnl_resampling_backward_desc_init(&gradient, algorithm, factors, source, destination);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}

// Normalisation by the statistics of the batch at hand, with a scale and a shift; `flags` may add a ReLU.
static inline dnnl_status_t framerill_batch_normalization(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t data,
    float epsilon, unsigned flags) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_batch_normalization_forward_primitive_desc_create(
        result, engine, dnnl_forward_training, data, data, epsilon, flags, attributes);
#else
    dnnl_batch_normalization_desc_t operation;
    dnnl_status_t status =
        dnnl_batch_normalization_forward_desc_init(&operation, dnnl_forward_training, data, epsilon, flags);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_batch_normalization_gradient(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t data,
    float epsilon, unsigned flags) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_primitive_desc_t hint;
    dnnl_status_t status = dnnl_batch_normalization_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, data, data, epsilon, flags, NULL);
    if (status != dnnl_success) return status;
    status = dnnl_batch_normalization_backward_primitive_desc_create(
        result, engine, dnnl_backward, data, data, data, epsilon, flags, hint, attributes);
    dnnl_primitive_desc_destroy(hint);
    return status;
#else
    dnnl_batch_normalization_desc_t forward, gradient;
    dnnl_status_t status =
        dnnl_batch_normalization_forward_desc_init(&forward, dnnl_forward_training, data, epsilon, flags);
    if (status != dnnl_success) return status;
    status = dnnl_batch_normalization_backward_desc_init(&gradient, dnnl_backward, data, data, epsilon, flags);
    return framerill_describe_gradient(result, engine, attributes, &forward, status, &gradient);
#endif
}
