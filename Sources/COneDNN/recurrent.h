// Recurrent cells of one layer and one direction. The initial states may be null, for zeros; an LSTM's two have one layout.
#pragma once
#include "layout.h"
#include "operations.h"

typedef struct {
    framerill_layout_t source, initial, weights, recurrent_weights, bias, destination, state;
} framerill_recurrence_t;

static inline dnnl_status_t framerill_vanilla_rnn(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, dnnl_alg_kind_t activation,
    dnnl_rnn_direction_t direction, const framerill_recurrence_t *x) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_vanilla_rnn_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, activation, direction, x->source, x->initial, x->weights,
        x->recurrent_weights, x->bias, x->destination, x->state, 0, 0, 0, attributes);
#else
    dnnl_rnn_desc_t operation;
    dnnl_status_t status = dnnl_vanilla_rnn_forward_desc_init(
        &operation, dnnl_forward_inference, activation, direction, x->source, x->initial, x->weights, x->recurrent_weights,
        x->bias, x->destination, x->state, 0, 0, 0);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

static inline dnnl_status_t framerill_lstm(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes,
    dnnl_rnn_direction_t direction, const framerill_recurrence_t *x) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_lstm_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, direction, x->source, x->initial, x->initial, x->weights,
        x->recurrent_weights, NULL, NULL, x->bias, x->destination, x->state, x->state, 0, attributes);
#else
    dnnl_rnn_desc_t operation;
    dnnl_status_t status = dnnl_lstm_forward_desc_init(
        &operation, dnnl_forward_inference, direction, x->source, x->initial, x->initial, x->weights, x->recurrent_weights,
        x->bias, x->destination, x->state, x->state, 0);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

// With the reset before the product.
static inline dnnl_status_t framerill_gru(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes,
    dnnl_rnn_direction_t direction, const framerill_recurrence_t *x) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_gru_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, direction, x->source, x->initial, x->weights, x->recurrent_weights, x->bias,
        x->destination, x->state, 0, attributes);
#else
    dnnl_rnn_desc_t operation;
    dnnl_status_t status = dnnl_gru_forward_desc_init(
        &operation, dnnl_forward_inference, direction, x->source, x->initial, x->weights, x->recurrent_weights, x->bias,
        x->destination, x->state, 0);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}

// With the reset after the product.
static inline dnnl_status_t framerill_lbr_gru(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes,
    dnnl_rnn_direction_t direction, const framerill_recurrence_t *x) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_lbr_gru_forward_primitive_desc_create(
        result, engine, dnnl_forward_inference, direction, x->source, x->initial, x->weights, x->recurrent_weights, x->bias,
        x->destination, x->state, 0, attributes);
#else
    dnnl_rnn_desc_t operation;
    dnnl_status_t status = dnnl_lbr_gru_forward_desc_init(
        &operation, dnnl_forward_inference, direction, x->source, x->initial, x->weights, x->recurrent_weights, x->bias,
        x->destination, x->state, 0);
    return framerill_describe(result, engine, attributes, status, &operation);
#endif
}
