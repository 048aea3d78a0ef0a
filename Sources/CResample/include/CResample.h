// What is done to rows of 8-bit RGB: resampling in Pillow's fixed-point arithmetic, numbers of a tensor, cairo's words and back. One
// source, `kernels.h`, is compiled for several instruction sets; which of them the processor has is asked at run time.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /// How many bytes behind the end of a row given to a kernel are read (and meet weights of 0).
    CRESAMPLE_READABLE_PADDING = 64,
    /// The most rows that a horizontal pass takes at once.
    CRESAMPLE_MOST_ROWS = 8,
    /// The fractional bits of a weight.
    CRESAMPLE_FRACTION_BITS = 22,
    /// A weight is `high * 2^CRESAMPLE_LOW_BITS + low`, each part of 16 bits.
    CRESAMPLE_LOW_BITS = 11,
};

/// The weights of two neighbouring old places: the even place's part in the lower 16 bits, the odd one's in the upper.
typedef struct {
    int32_t high, low;
} cresample_pair;

/// The places of a new row: `pairs` pairs of old places for each, the first of them at `starts[place]`.
typedef struct {
    const int32_t *starts;
    const cresample_pair *weights;
    size_t pairs, count;
} cresample_taps;

/// The kernels of one instruction set. All give the same bytes and the same numbers.
typedef struct {
    const char *name;
    /// How many rows `horizontal` takes, at most CRESAMPLE_MOST_ROWS.
    size_t rows;
    /// Resizes `rows` rows to the pixels of `taps`. Targets may be the same, but are no source.
    void (*horizontal)(const uint8_t *const *sources, uint8_t *const *targets, const cresample_taps *taps);
    /// Blends 2 × `pairs` rows of `count` bytes to one with the given weights.
    void (*vertical)(
        const uint8_t *const *sources, const cresample_pair *weights, size_t pairs, uint8_t *target, size_t count);
    /// `target = source * scale + bias` for each channel of `pixels` pixels, rounded after each of the two operations. `reversed` writes
    /// blue, green, red; scale and bias are by channel of the target.
    void (*normalise)(
        const uint8_t *source, size_t pixels, const float scale[3], const float bias[3], bool reversed, float *target);
    /// Red, green, blue to blue, green, red, 0: cairo's words on a little-endian processor.
    void (*expand)(const uint8_t *source, size_t pixels, uint8_t *target);
    /// And back, without the fourth.
    void (*contract)(const uint8_t *source, size_t pixels, uint8_t *target);
} cresample_kernels;

/// The variants that this processor can run, the best first; NULL behind the last one.
const cresample_kernels *cresample_variant(size_t index);
