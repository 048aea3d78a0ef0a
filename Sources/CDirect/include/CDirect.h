#pragma once
#include <stdbool.h>
#include <stddef.h>

/// What is kept of each window of a convolution's result: the largest number. Windows reach over the border by their padding, which
/// doesn't count.
struct direct_pooling {
    /// Of the destination; 0 rows are no pooling.
    size_t rows, columns;
    size_t window_height, window_width;
    size_t stride_down, stride_across;
    size_t padding_top, padding_left;
};

/// A convolution with float32 that does every product by itself, and may pool its result before that leaves the cache.
///
/// `lanes` is 4 or 16 on every processor, 8 on those with AVX2.
///
/// Images lie in blocks of `lanes` channels: [batch, channels / lanes, height, width, lanes], the last block filled with zeros.
struct direct_shape {
    size_t lanes;
    size_t batch, channels, filters;
    /// The source lies as [batch, height, width, channels].
    bool has_channels_last;
    /// Of the source and of the result before it is pooled.
    size_t height, width, rows, columns;
    size_t kernel_height, kernel_width;
    size_t stride_down, stride_across;
    size_t padding_top, padding_left;
    struct direct_pooling pooling;
    size_t threads;
};

/// What is done to each result: `min(max(x, 0) + slope · min(x, 0), ceiling)` of `x = result + bias`.
struct direct_finish {
    /// Of the filters, NULL for none.
    const float *bias;
    float slope, ceiling;
};

/// How many floats the vectors of this processor hold: 4, 8 or 16.
size_t direct_lanes(void);

/// The floats of packed weights.
size_t direct_weight_count(const struct direct_shape *shape);

/// Packs the weights of one tap, `row · kernel_width + column`, for the channels `first ..< first + count`, with `shape->threads` threads
/// of the OpenMP team of the caller.
///
/// `kernel` holds theirs, [count, filters].
void direct_pack(const struct direct_shape *shape, const float *kernel, size_t tap, size_t first, size_t count, float *weights);

/// The floats that a run needs for itself.
size_t direct_scratch_count(const struct direct_shape *shape);

/// Computes `destination` with `shape->threads` threads of the OpenMP team of the caller. It has the same bits for any number of threads, and
/// those that pooling the whole result afterwards gives.
void direct_run(
    const struct direct_shape *shape, const float *source, const float *weights, const struct direct_finish *finish, float *scratch,
    float *destination);
