#pragma once
#include <stdbool.h>
#include <stddef.h>

/// A convolution of each channel by itself, with float32, whose threads share the rows of the result.
///
/// `lanes` is 4 or 16 on every processor, 8 on those with AVX2.
///
/// Images lie in blocks of `lanes` channels: [batch, channels / lanes, height, width, lanes], the last block filled with zeros. Or, of at least
/// `lanes` channels, as [batch, height, width, channels].
struct depthwise_shape {
    size_t lanes;
    size_t batch, channels;
    /// Of the source and of the destination.
    size_t height, width, rows, columns;
    size_t kernel_height, kernel_width;
    size_t stride_down, stride_across;
    size_t padding_top, padding_left;
    bool is_channels_last;
    size_t threads;
};

/// What is done to each result: `min(max(x, 0) + slope · min(x, 0), ceiling)` of `x = result + bias`, and then swish, `y / (1 + exp(-y))`.
struct depthwise_finish {
    /// Of the channels, NULL for none.
    const float *bias;
    float slope, ceiling;
    bool is_swish;
};

/// How many floats the vectors of this processor hold: 4, 8 or 16.
size_t depthwise_lanes(void);

/// Computes `destination` with `shape->threads` threads of the OpenMP team of the caller.
///
/// `weights` lie as [kernel_height, kernel_width, channels].
void depthwise_run(
    const struct depthwise_shape *shape, const float *source, const float *weights, const struct depthwise_finish *finish,
    float *destination);

/// A 1×1 convolution whose result a convolution of each channel by itself reads; with the same done to each result.
struct depthwise_expansion {
    /// The channels of its source, [batch, height, width, inputs].
    size_t inputs;
    /// As [inputs, channels].
    const float *weights;
    /// Of the channels, NULL for none.
    const float *bias;
    float slope, ceiling;
    bool is_swish;
};

/// The floats that `depthwise_expanded_run` needs for itself.
size_t depthwise_expanded_scratch_count(const struct depthwise_shape *shape);

/// Computes as `depthwise_run` what it reads of `source` by `expansion`, which isn't kept. Channels come last, and `lanes` is 16.
void depthwise_expanded_run(
    const struct depthwise_shape *shape, const struct depthwise_expansion *expansion, const float *source, const float *weights,
    const struct depthwise_finish *finish, float *scratch, float *destination);
