#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)
#define NARROW_AVX2
#define NARROW_VNNI
#include "engine.inc"
#pragma clang attribute pop

const struct narrow_winograd_engine narrow_winograd_vnni = {.pack = pack, .run = run};
#endif
