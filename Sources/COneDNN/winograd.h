// Layouts of kernels that were transformed for Winograd convolutions. oneDNN 3 has neither such kernels in float32 nor such
// layouts.
#pragma once
#include "layout.h"

typedef enum {
    framerill_winograd_taps,
    framerill_winograd_taps_with_groups,
    framerill_winograd_groups,
} framerill_winograd_order_t;

typedef struct {
    framerill_winograd_order_t order;
    // α of F(m×m, 3×3): m + 2.
    int alpha;
    int channels, filters;
    // How many channels, and how many vectors of 16 filters, make a group.
    int channel_group, filter_group;
} framerill_winograd_t;

// Whether it is such a layout, in vectors of 16 filters and without a scale.
static inline int framerill_winograd(framerill_layout_t layout, framerill_winograd_t *result) {
#if DNNL_VERSION_MAJOR >= 3
    (void)layout, (void)result;
    return 0;
#else
    if (layout->format_kind != dnnl_format_kind_wino) return 0;
    const dnnl_wino_desc_t *format = &layout->format_desc.wino_desc;
    if (format->r != 3 || format->adj_scale != 1 || format->oc_block != 16) return 0;
    switch (format->wino_format) {
    case dnnl_wino_wei_aaOio: result->order = framerill_winograd_taps; break;
    case dnnl_wino_wei_aaOBiOo: result->order = framerill_winograd_taps_with_groups; break;
    case dnnl_wino_wei_OBaaIBOIio: result->order = framerill_winograd_groups; break;
    default: return 0;
    }
    result->alpha = format->alpha;
    result->channels = format->ic;
    result->filters = format->oc;
    result->channel_group = format->ic_block * (result->order == framerill_winograd_groups ? format->ic2_block : 1);
    result->filter_group = result->order == framerill_winograd_taps ? 1 : format->oc2_block;
    return format->size == (size_t)result->alpha * result->alpha * result->channels * result->filters * sizeof(float);
#endif
}

// The layout of the same kind for other numbers of channels and filters.
static inline dnnl_status_t framerill_winograd_resized(
    framerill_layout_t *result, framerill_layout_t layout, int channels, int filters) {
#if DNNL_VERSION_MAJOR >= 3
    // Never asked, for `framerill_winograd` finds no such layout.
    (void)result, (void)layout, (void)channels, (void)filters;
    return dnnl_unimplemented;
#else
    dnnl_memory_desc_t value = *layout;
    value.dims[0] = value.padded_dims[0] = filters;
    value.dims[1] = value.padded_dims[1] = channels;
    dnnl_wino_desc_t *format = &value.format_desc.wino_desc;
    format->ic = channels;
    format->oc = filters;
    format->size = (size_t)format->alpha * format->alpha * channels * filters * sizeof(float);
    return framerill_adopt(result, dnnl_success, &value);
#endif
}
