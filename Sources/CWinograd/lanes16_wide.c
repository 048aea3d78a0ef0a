#include "engine.h"
// The vectors of AVX-512, which the compiler cuts into such as every processor has: shows on any machine that their logic is right.
#define LANES 16
#define ROWS 12
// Such vectors are passed to inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
#include "engine.inc"

const struct winograd_engine winograd_engine_16_wide = {
    .lanes = LANES, .pack = pack, .scratch_count = scratch_count, .run = run};
