#if defined(__x86_64__)
#define NAME(x) cresample_##x##_avx2
#define VARIANT "AVX2"
#define LANES 2
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop
#endif
