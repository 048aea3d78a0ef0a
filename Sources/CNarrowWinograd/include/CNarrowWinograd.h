#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Winograd's F(4×4, 3×3) for images and kernels of whole numbers of 8 bits, as in Lavin and Gray, "Fast Algorithms for Convolutional Neural
/// Networks" (2015), with the points 0, ±1, ±2 and ∞, whose data transform is exact in 16 bits.
///
/// Transformed kernels are rounded to 16 bits, as finely as keeps every sum of products within 32 bits whatever the image. That's finer than
/// the 8 bits that kernel and image come in.
///
/// Images lie as [batch, height, width, channels].
struct narrow_winograd_shape {
    size_t batch, channels, filters;
    /// Of the source and of the destination.
    size_t height, width, rows, columns;
    size_t padding_top, padding_left;
    bool source_is_signed;
    /// 4, 8 or 16; what this processor doesn't have is computed with fewer. Neither weights nor results depend on it.
    size_t lanes;
    size_t threads;
};

enum narrow_winograd_result { NARROW_WINOGRAD_FLOAT, NARROW_WINOGRAD_INT8, NARROW_WINOGRAD_UINT8 };

/// What is done to each result: `min(max(x, 0) + slope · min(x, 0), ceiling)` of `x = source_scale · result + bias`, divided by `scale` where it
/// is stored as a whole number.
struct narrow_winograd_finish {
    /// Of the filters, NULL for none.
    const float *bias;
    /// What a number of the source is multiplied by to get what it stands for.
    float source_scale, slope, ceiling, scale;
    enum narrow_winograd_result result;
};

/// How many sums the vectors of this processor hold: 16 with AVX-512 and VNNI, 8 with AVX2, 4 for what every processor has.
size_t narrow_winograd_lanes(void);

/// What transformed weights take.
size_t narrow_winograd_weight_bytes(const struct narrow_winograd_shape *shape);

/// Transforms a kernel of [3, 3, channels, filters] with `shape->threads` threads of the OpenMP team of the caller.
///
/// `scales` are, for each filter, what a number of its kernel is multiplied by to get the weight that it stands for. `weights` lie on a cache line.
void narrow_winograd_pack(const struct narrow_winograd_shape *shape, const int8_t *kernel, const float *scales, void *weights);

/// What a run needs for itself.
size_t narrow_winograd_scratch_bytes(const struct narrow_winograd_shape *shape);

/// Computes `destination` with `shape->threads` threads of the OpenMP team of the caller. `scratch` lies on a cache line.
void narrow_winograd_run(
    const struct narrow_winograd_shape *shape, const void *source, const void *weights, const struct narrow_winograd_finish *finish,
    void *scratch, void *destination);
