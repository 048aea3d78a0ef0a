#include "plan.h"

size_t narrow_winograd_lanes(void) {
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) { return 4; }
    bool has_vnni = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
                    && __builtin_cpu_supports("avx512vnni");
    return has_vnni ? 16 : 8;
#else
    return 4;
#endif
}

static const struct narrow_winograd_engine *engine(const struct narrow_winograd_shape *shape) {
#if defined(__x86_64__)
    size_t most = narrow_winograd_lanes();
    if (shape->lanes >= 16 && most >= 16) { return &narrow_winograd_vnni; }
    if (shape->lanes >= 8 && most >= 8) { return &narrow_winograd_avx2; }
#endif
    (void)shape;
    return &narrow_winograd_portable;
}

void narrow_winograd_pack(const struct narrow_winograd_shape *shape, const int8_t *kernel, const float *scales, void *weights) {
    engine(shape)->pack(shape, kernel, scales, weights);
}

void narrow_winograd_run(
    const struct narrow_winograd_shape *shape, const void *source, const void *weights, const struct narrow_winograd_finish *finish,
    void *scratch, void *destination) {
    engine(shape)->run(shape, source, weights, finish, scratch, destination);
}
