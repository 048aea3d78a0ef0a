#include "engine.h"
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define RUN direct_run_8
#include "engine.inc"
#pragma clang attribute pop
#endif
