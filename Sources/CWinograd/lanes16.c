#include "engine.h"
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq"))), apply_to = function)
#define LANES 16
#define ROWS 12
#include "engine.inc"
#pragma clang attribute pop

const struct winograd_engine winograd_engine_16 = {.lanes = LANES, .pack = pack, .scratch_count = scratch_count, .run = run};
#endif
