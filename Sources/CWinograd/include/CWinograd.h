#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Winograd's F(4×4, 3×3) with float32: a tile of 4×4 results of a 3×3 convolution from 36 products for each pair of channel and filter instead
/// of 144, as in Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2015), with the points 0, ±5/8, ±3/2 and ∞.
///
/// Images lie in blocks of `lanes` channels: [batch, channels / lanes, height, width, lanes], the last block filled with zeros. Or, where `lanes`
/// divides channels and filters, as [batch, height, width, channels].
struct winograd_shape {
    size_t lanes;
    size_t batch, channels, filters;
    /// Of the source and of the destination.
    size_t height, width, rows, columns;
    size_t padding_top, padding_left;
    bool is_channels_last;
    size_t threads;
};

/// What is done to each result: `min(max(x, 0) + slope · min(x, 0), ceiling)` of `x = result + bias + addend`.
struct winograd_finish {
    /// Of the filters, NULL for none.
    const float *bias;
    /// As the destination lies, which it may be; NULL for none.
    const float *addend;
    float slope, ceiling;
};

/// How many floats the vectors of this processor hold: 4, 8 or 16. Shapes with 4 and with 16 lanes run on every processor.
size_t winograd_lanes(void);

/// The floats of transformed weights.
size_t winograd_weight_count(const struct winograd_shape *shape);

/// Transforms the weights of the channels `first ..< first + count`, with `shape->threads` threads of the OpenMP team of the caller.
///
/// `kernel` holds theirs, [3, 3, count, filters]; `weights` lie on a cache line.
void winograd_pack(const struct winograd_shape *shape, const float *kernel, size_t first, size_t count, float *weights);

/// The floats that a run needs for itself.
size_t winograd_scratch_count(const struct winograd_shape *shape);

/// Computes `destination` with `shape->threads` threads of the OpenMP team of the caller.
void winograd_run(
    const struct winograd_shape *shape, const float *source, const float *weights, const struct winograd_finish *finish,
    float *scratch, float *destination);
