#include "engine.h"

#if defined(__x86_64__)
static bool has_8(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static bool has_16(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

size_t winograd_lanes(void) {
#if defined(__x86_64__)
    return has_16() ? 16 : has_8() ? 8 : 4;
#else
    return 4;
#endif
}

static const struct winograd_engine *engine(const struct winograd_shape *shape) {
#if defined(__x86_64__)
    if (shape->lanes == 16 && has_16()) { return &winograd_engine_16; }
    if (shape->lanes == 8 && has_8()) { return &winograd_engine_8; }
#endif
    return shape->lanes == 16 ? &winograd_engine_16_wide : &winograd_engine_4;
}

size_t winograd_weight_count(const struct winograd_shape *shape) {
    return 36 * shape->channels * ((shape->filters + shape->lanes - 1) / shape->lanes * shape->lanes);
}

void winograd_pack(const struct winograd_shape *shape, const float *kernel, size_t first, size_t count, float *weights) {
    engine(shape)->pack(shape, kernel, first, count, weights);
}

size_t winograd_scratch_count(const struct winograd_shape *shape) { return engine(shape)->scratch_count(shape); }

void winograd_run(
    const struct winograd_shape *shape, const float *source, const float *weights, const struct winograd_finish *finish,
    float *scratch, float *destination) {
    engine(shape)->run(shape, source, weights, finish, scratch, destination);
}
