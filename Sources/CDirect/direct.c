#include <string.h>

#include "CTeam.h"
#include "engine.h"

#if defined(__x86_64__)
static bool has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

size_t direct_lanes(void) {
#if defined(__x86_64__)
    if (has_avx512()) { return 16; }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) { return 8; }
#endif
    return 4;
}

static direct_engine *engine(const struct direct_shape *shape) {
#if defined(__x86_64__)
    if (shape->lanes == 16 && has_avx512()) { return direct_run_16; }
    if (shape->lanes == 8) { return direct_run_8; }
#endif
    return shape->lanes == 16 ? direct_run_16_wide : direct_run_4;
}

size_t direct_weight_count(const struct direct_shape *shape) {
    struct division division = divide_direct(shape);
    return division.panels * division.blocks * shape->kernel_height * shape->kernel_width * division.block * VECTORS * shape->lanes;
}

size_t direct_scratch_count(const struct direct_shape *shape) {
    struct division division = divide_direct(shape);
    size_t sources = division.is_split_by_bands ? shape->threads : 1;
    return sources * division.source_count + shape->threads * division.tile_count;
}

void direct_run(
    const struct direct_shape *shape, const float *source, const float *weights, const struct direct_finish *finish, float *scratch,
    float *destination) {
    engine(shape)(shape, source, weights, finish, scratch, destination);
}

struct packing {
    const struct direct_shape *shape;
    struct division division;
    const float *kernel;
    size_t tap, first, count;
    float *weights;
};

// Where the panel's weights of a channel and a tap lie: [panels, blocks, taps, block, panel].
static float *place(const struct packing *packing, size_t panel, size_t channel) {
    const struct division *division = &packing->division;
    size_t taps = packing->shape->kernel_height * packing->shape->kernel_width;
    size_t row = (panel * division->blocks + channel / division->block) * taps + packing->tap;
    return packing->weights + (row * division->block + channel % division->block) * VECTORS * packing->shape->lanes;
}

enum { CHANNELS = 16 };

static void pack_channels(void *context, size_t part, size_t thread) {
    (void)thread;
    const struct packing *packing = context;
    size_t width = VECTORS * packing->shape->lanes, filters = packing->shape->filters;
    size_t first = part * CHANNELS, end = first + CHANNELS < packing->count ? first + CHANNELS : packing->count;
    for (size_t channel = first; channel < end; channel++) {
        for (size_t panel = 0; panel < packing->division.panels; panel++) {
            float *row = place(packing, panel, packing->first + channel);
            size_t start = panel * width, present = filters - start < width ? filters - start : width;
            memcpy(row, packing->kernel + channel * filters + start, present * sizeof(float));
            memset(row + present, 0, (width - present) * sizeof(float));
        }
    }
}

void direct_pack(
    const struct direct_shape *shape, const float *kernel, size_t tap, size_t first, size_t count, float *weights) {
    struct packing packing = {
        .shape = shape, .division = divide_direct(shape), .kernel = kernel, .tap = tap, .first = first, .count = count,
        .weights = weights,
    };
    in_parallel(shape->threads, (count + CHANNELS - 1) / CHANNELS, pack_channels, &packing);
    if (first + count < shape->channels) { return; }
    for (size_t channel = shape->channels; channel < packing.division.blocks * packing.division.block; channel++) {
        for (size_t panel = 0; panel < packing.division.panels; panel++) {
            memset(place(&packing, panel, channel), 0, VECTORS * shape->lanes * sizeof(float));
        }
    }
}
