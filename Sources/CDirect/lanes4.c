#include "engine.h"
// What every processor has: SSE2 of x86-64, NEON of ARM64.
#define LANES 4
#define RUN direct_run_4
#include "engine.inc"
