#include "engine.h"
// What every processor has: SSE2 of x86-64, NEON of ARM64.
#define LANES 4
#define ROWS 4
#include "engine.inc"

const struct winograd_engine winograd_engine_4 = {.lanes = LANES, .pack = pack, .scratch_count = scratch_count, .run = run};
