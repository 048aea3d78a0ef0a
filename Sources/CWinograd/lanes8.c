#include "engine.h"
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define ROWS 6
#include "engine.inc"
#pragma clang attribute pop

const struct winograd_engine winograd_engine_8 = {.lanes = LANES, .pack = pack, .scratch_count = scratch_count, .run = run};
#endif
