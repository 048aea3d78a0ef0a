#pragma once
#include "include/CDepthwise.h"

// What is compiled for each kind of vectors: the rows `first ..< end` of all channels of all images.
typedef void depthwise_engine(
    const struct depthwise_shape *, const float *, const float *, const struct depthwise_finish *, size_t first, size_t end, float *);

/// The same of what a 1×1 convolution makes.
typedef void depthwise_expanded_engine(
    const struct depthwise_shape *, const struct depthwise_expansion *, const float *, const float *,
    const struct depthwise_finish *, size_t first, size_t end, float *, float *);

extern depthwise_engine depthwise_rows_4, depthwise_rows_16_wide;
extern depthwise_expanded_engine depthwise_expanded_16_wide;
#if defined(__x86_64__)
extern depthwise_engine depthwise_rows_8, depthwise_rows_16;
extern depthwise_expanded_engine depthwise_expanded_16;
#endif
