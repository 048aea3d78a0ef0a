// The vectors of AVX-512, which the compiler cuts into such as every processor has: shows on any machine that their logic is right.
#define NAME(x) cresample_##x##_wide
#define VARIANT "wide"
#define LANES 4
// Such vectors are passed to inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
#include "kernels.h"
