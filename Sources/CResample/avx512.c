#if defined(__x86_64__)
#define NAME(x) cresample_##x##_avx512
#define VARIANT "AVX-512"
#define LANES 4
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl"))), apply_to = function)
#include "kernels.h"
#pragma clang attribute pop
#endif
