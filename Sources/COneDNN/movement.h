// Tensors moved into other layouts, and side by side.
#pragma once
#include "layout.h"

static inline dnnl_status_t framerill_reorder(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes, framerill_layout_t source,
    framerill_layout_t destination) {
    return dnnl_reorder_primitive_desc_create(result, source, engine, destination, engine, attributes);
}

static inline dnnl_status_t framerill_concatenation(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes,
    const framerill_layout_t *sources, int count, int axis, framerill_layout_t destination) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_concat_primitive_desc_create(
        result, engine, destination, count, axis, (const_dnnl_memory_desc_t const *)sources, attributes);
#else
    dnnl_memory_desc_t *values = (dnnl_memory_desc_t *)malloc((size_t)count * sizeof(dnnl_memory_desc_t));
    if (!values) return dnnl_out_of_memory;
    for (int index = 0; index < count; index++) values[index] = *sources[index];
    dnnl_status_t status = dnnl_concat_primitive_desc_create(result, destination, count, axis, values, attributes, engine);
    free(values);
    return status;
#endif
}
