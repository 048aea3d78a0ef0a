// What every primitive descriptor has: operations after it, and how it is made. All functions that make one take the result,
// the engine and the attributes first, and make it for inference.
#pragma once
#include <oneapi/dnnl/dnnl.h>

#if DNNL_VERSION_MAJOR >= 3
// log σ(x) = -log(1 + exp(-x)), which is soft_relu with α = -1.
static const dnnl_alg_kind_t framerill_log_sigmoid = dnnl_eltwise_soft_relu;
static const dnnl_status_t framerill_no_implementation_left = dnnl_last_impl_reached;
#else
static const dnnl_alg_kind_t framerill_log_sigmoid = dnnl_eltwise_logsigmoid;
static const dnnl_status_t framerill_no_implementation_left = dnnl_iterator_ends;

// The primitive descriptor of an operation descriptor, if there was no error.
static inline dnnl_status_t framerill_describe(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_status_t status,
    const_dnnl_op_desc_t operation) {
    return status == dnnl_success ? dnnl_primitive_desc_create(result, operation, attributes, engine, NULL) : status;
}
#endif

// Version 3 has no factor of the function's result; there nobody asks for another than 1, for results have scales of their own.
static inline dnnl_status_t framerill_append_function(
    dnnl_post_ops_t list, float factor, dnnl_alg_kind_t algorithm, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
    return factor == 1 ? dnnl_post_ops_append_eltwise(list, algorithm, alpha, beta) : dnnl_unimplemented;
#else
    return dnnl_post_ops_append_eltwise(list, factor, algorithm, alpha, beta);
#endif
}

static inline dnnl_status_t framerill_append_sum(dnnl_post_ops_t list) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_post_ops_append_sum(list, 1, 0, dnnl_data_type_undef);
#else
    return dnnl_post_ops_append_sum(list, 1);
#endif
}
