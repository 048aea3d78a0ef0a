#include "engine.h"
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq"))), apply_to = function)
#define LANES 16
#define ROWS depthwise_rows_16
#define EXPANDED_ROWS depthwise_expanded_16
#include "engine.inc"
#pragma clang attribute pop
#endif
