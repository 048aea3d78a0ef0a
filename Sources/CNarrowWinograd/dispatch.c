#include "plan.h"

bool narrow_winograd_is_fast(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

static const struct narrow_winograd_engine *engine(const struct narrow_winograd_shape *shape) {
#if defined(__x86_64__)
    if (!shape->is_portable && narrow_winograd_is_fast()) { return &narrow_winograd_avx2; }
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
