// Memory descriptors: how the elements of a tensor lie. A layout is made once, destroyed once and never changed.
#pragma once
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t framerill_layout_t;
#else
typedef dnnl_memory_desc_t *framerill_layout_t;

// A descriptor on the heap, if there was no error.
static inline dnnl_status_t framerill_adopt(framerill_layout_t *result, dnnl_status_t status, const dnnl_memory_desc_t *value) {
    if (status != dnnl_success) return status;
    *result = (framerill_layout_t)malloc(sizeof(dnnl_memory_desc_t));
    if (!*result) return dnnl_out_of_memory;
    **result = *value;
    return dnnl_success;
}
#endif

static inline void framerill_layout_destroy(framerill_layout_t layout) {
#if DNNL_VERSION_MAJOR >= 3
    dnnl_memory_desc_destroy(layout);
#else
    free(layout);
#endif
}

static inline dnnl_status_t framerill_layout_with_strides(
    framerill_layout_t *result, int rank, const dnnl_dim_t *dims, dnnl_data_type_t type, const dnnl_dim_t *strides) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_memory_desc_create_with_strides(result, rank, dims, type, strides);
#else
    dnnl_memory_desc_t value;
    return framerill_adopt(result, dnnl_memory_desc_init_by_strides(&value, rank, dims, type, strides), &value);
#endif
}

static inline dnnl_status_t framerill_layout_with_tag(
    framerill_layout_t *result, int rank, const dnnl_dim_t *dims, dnnl_data_type_t type, dnnl_format_tag_t tag) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_memory_desc_create_with_tag(result, rank, dims, type, tag);
#else
    dnnl_memory_desc_t value;
    return framerill_adopt(result, dnnl_memory_desc_init_by_tag(&value, rank, dims, type, tag), &value);
#endif
}

static inline dnnl_status_t framerill_layout_region(
    framerill_layout_t *result, framerill_layout_t whole, const dnnl_dim_t *dims, const dnnl_dim_t *offsets) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_memory_desc_create_submemory(result, whole, dims, offsets);
#else
    dnnl_memory_desc_t value;
    return framerill_adopt(result, dnnl_memory_desc_init_submemory(&value, whole, dims, offsets), &value);
#endif
}

static inline dnnl_status_t framerill_layout_permuted(
    framerill_layout_t *result, framerill_layout_t layout, const int *places) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_memory_desc_permute_axes(result, layout, places);
#else
    dnnl_memory_desc_t value;
    return framerill_adopt(result, dnnl_memory_desc_permute_axes(&value, layout, places), &value);
#endif
}

// The layout that a primitive wants for one of its arguments.
static inline dnnl_status_t framerill_layout_wanted(
    framerill_layout_t *result, const_dnnl_primitive_desc_t primitive, dnnl_query_t what, int index) {
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_memory_desc_clone(result, dnnl_primitive_desc_query_md(primitive, what, index));
#else
    return framerill_adopt(result, dnnl_success, dnnl_primitive_desc_query_md(primitive, what, index));
#endif
}

// What a layout consists of. Lists are as long as its rank, or as the number of its blocks, and live as long as it does. Only
// layouts of the kind `dnnl_blocked` have strides and blocks.
#if DNNL_VERSION_MAJOR >= 3
#define FRAMERILL_PART(Type, name, query, field)                            \
    static inline Type framerill_layout_##name(framerill_layout_t layout) { \
        Type value = 0;                                                     \
        dnnl_memory_desc_query(layout, query, &value);                      \
        return value;                                                       \
    }
#else
#define FRAMERILL_PART(Type, name, query, field) \
    static inline Type framerill_layout_##name(framerill_layout_t layout) { return layout->field; }
#endif

FRAMERILL_PART(int, rank, dnnl_query_ndims_s32, ndims)
FRAMERILL_PART(const dnnl_dim_t *, dims, dnnl_query_dims, dims)
FRAMERILL_PART(const dnnl_dim_t *, padded_dims, dnnl_query_padded_dims, padded_dims)
// In elements; not 0 for regions.
FRAMERILL_PART(dnnl_dim_t, offset, dnnl_query_submemory_offset_s64, offset0)
FRAMERILL_PART(dnnl_data_type_t, type, dnnl_query_data_type, data_type)
FRAMERILL_PART(dnnl_format_kind_t, kind, dnnl_query_format_kind, format_kind)
FRAMERILL_PART(const dnnl_dim_t *, strides, dnnl_query_strides, format_desc.blocking.strides)
FRAMERILL_PART(int, block_count, dnnl_query_inner_nblks_s32, format_desc.blocking.inner_nblks)
FRAMERILL_PART(const dnnl_dim_t *, block_extents, dnnl_query_inner_blks, format_desc.blocking.inner_blks)
FRAMERILL_PART(const dnnl_dim_t *, block_dimensions, dnnl_query_inner_idxs, format_desc.blocking.inner_idxs)
#undef FRAMERILL_PART
