// The vectors of AVX-512, which the compiler cuts into such as every processor has: shows on any machine that their logic is right.
#define LANES 16
#define ROWS depthwise_rows_16_wide
#define EXPANDED_ROWS depthwise_expanded_16_wide
// Such vectors are passed to inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
#include "engine.inc"
