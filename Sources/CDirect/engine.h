#pragma once
#include "division.h"

// What is compiled for each kind of vectors.
typedef void direct_engine(
    const struct direct_shape *, const float *source, const float *weights, const struct direct_finish *, float *scratch,
    float *destination);

extern direct_engine direct_run_4, direct_run_16_wide;
#if defined(__x86_64__)
extern direct_engine direct_run_8, direct_run_16;
#endif
