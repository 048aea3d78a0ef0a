#pragma once
#include "CTeam.h"
#include "include/CNarrowWinograd.h"

enum {
    TAPS = 36,
    TILE = 4,
    REACH = 6,
    /// Channels that are transformed at once: 16 numbers of 16 bits.
    CHANNELS = 16,
    /// Filters that go through the products at once, in two vectors of 32 bits, and through the transform of results.
    PANEL = 16,
    FILTERS = 8,
    /// Channels whose products are summed in whole numbers; the sums of all such parts are added as floats.
    PART = 128,
};

/// How the work is divided.
struct division {
    size_t panels;
    /// Pairs of channels, whose products one instruction adds.
    size_t pairs;
    size_t tile_rows, tile_columns, tiles;
    struct tile_blocks blocks;
    /// The distance, in elements, of two tiles and of two taps in transformed data (16 bits) and in products (floats).
    size_t data_row, data_tap, product_row, product_tap;
};

struct division narrow_winograd_divide(const struct narrow_winograd_shape *shape);

/// The bytes of one block's data, and of its data and products.
size_t narrow_winograd_data_bytes(const struct division *division);
size_t narrow_winograd_block_bytes(const struct division *division);

/// Where the factors lie that make floats of the sums, [taps, panels · PANEL], behind the transformed weights
/// [taps, panels, pairs, PANEL, 2].
static inline size_t factor_place(const struct division *division) {
    return TAPS * division->panels * division->pairs * PANEL * 2 * sizeof(int16_t);
}

struct narrow_winograd_engine {
    void (*pack)(const struct narrow_winograd_shape *, const int8_t *, const float *, void *);
    void (*run)(
        const struct narrow_winograd_shape *, const void *, const void *, const struct narrow_winograd_finish *, void *, void *);
};

extern const struct narrow_winograd_engine narrow_winograd_portable;
#if defined(__x86_64__)
extern const struct narrow_winograd_engine narrow_winograd_avx2, narrow_winograd_vnni;
#endif
