#include "plan.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }

// A whole number of cache lines that isn't a multiple of a page, or the 36 taps of one place would share the same few lines of a cache.
enum { LINE = 64 };

static size_t staggered(size_t count, size_t size) {
    size_t lines = quotient(count * size, LINE);
    return (lines % 2 == 0 ? lines + 1 : lines) * LINE / size;
}

// What data and products of a block may take, in bytes: of a thread's own cache and of the cache that all share.
enum { OWN = 512 << 10, SHARED = 12 << 20 };
// Whole groups for the innermost loop, of 6 tiles.
enum { GROUP = 6, LEAST_BLOCK = 24, MOST_BLOCK = 192 };

struct division narrow_winograd_divide(const struct narrow_winograd_shape *shape) {
    struct division division = {
        .panels = quotient(shape->filters, PANEL),
        .pairs = quotient(shape->channels, 2),
        .tile_rows = quotient(shape->rows, TILE),
        .tile_columns = quotient(shape->columns, TILE),
    };
    division.tiles = shape->batch * division.tile_rows * division.tile_columns;
    division.data_row = staggered(quotient(shape->channels, CHANNELS) * CHANNELS, sizeof(int16_t));
    division.product_row = staggered(division.panels * PANEL, sizeof(float));
    size_t tile = TAPS * (division.data_row * sizeof(int16_t) + division.product_row * sizeof(float));
    size_t block = OWN / tile / GROUP * GROUP;
    block = block < LEAST_BLOCK ? LEAST_BLOCK : block > MOST_BLOCK ? MOST_BLOCK : block;
    // Enough blocks for every thread to have a few, so that none waits long for the last.
    division.is_split_by_tiles = division.tiles >= block * shape->threads * 3;
    if (!division.is_split_by_tiles) {
        size_t most = SHARED / tile / GROUP * GROUP;
        block = division.tiles < most ? division.tiles : most < LEAST_BLOCK ? LEAST_BLOCK : most;
    }
    division.block = block;
    division.blocks = quotient(division.tiles, block);
    division.data_tap = staggered(block * division.data_row, sizeof(int16_t));
    division.product_tap = staggered(block * division.product_row, sizeof(float));
    return division;
}

size_t narrow_winograd_data_bytes(const struct division *division) { return TAPS * division->data_tap * sizeof(int16_t); }

size_t narrow_winograd_block_bytes(const struct division *division) {
    return narrow_winograd_data_bytes(division) + TAPS * division->product_tap * sizeof(float);
}

size_t narrow_winograd_weight_bytes(const struct narrow_winograd_shape *shape) {
    struct division division = narrow_winograd_divide(shape);
    return factor_place(&division) + TAPS * division.panels * PANEL * sizeof(float);
}

size_t narrow_winograd_scratch_bytes(const struct narrow_winograd_shape *shape) {
    struct division division = narrow_winograd_divide(shape);
    return narrow_winograd_block_bytes(&division) * (division.is_split_by_tiles ? shape->threads : 1);
}
