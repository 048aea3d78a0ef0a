#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NARROW_AVX2
#include "engine.inc"
#pragma clang attribute pop

const struct narrow_winograd_engine narrow_winograd_avx2 = {.pack = pack, .run = run};
#endif
