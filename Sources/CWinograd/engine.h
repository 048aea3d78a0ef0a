#pragma once
#include "include/CWinograd.h"

// What is compiled for each kind of vectors.
struct winograd_engine {
    size_t lanes;
    void (*pack)(const struct winograd_shape *, const float *, size_t, size_t, float *);
    size_t (*scratch_count)(const struct winograd_shape *);
    void (*run)(
        const struct winograd_shape *, const float *, const float *, const struct winograd_finish *, float *, float *);
};

extern const struct winograd_engine winograd_engine_4, winograd_engine_16_wide;
#if defined(__x86_64__)
extern const struct winograd_engine winograd_engine_8;
extern const struct winograd_engine winograd_engine_16;
#endif
