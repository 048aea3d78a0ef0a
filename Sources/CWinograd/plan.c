#include "plan.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }

// A whole number of cache lines that isn't a multiple of a page, or the 36 taps of one place would share the same few lines of a cache.
enum { LINE = 16 };

static size_t staggered(size_t count) {
    size_t lines = quotient(count, LINE);
    return (lines % 2 == 0 ? lines + 1 : lines) * LINE;
}

// What data and products of a block may take, in floats: of a thread's own cache and of the cache that all share.
enum { OWN = 128 << 10, SHARED = 3 << 20 };
// Whole groups for the largest kernels, of 6 and of 12 tiles.
enum { GROUP = 12, LEAST_BLOCK = 24, MOST_BLOCK = 192 };

struct division divide(const struct winograd_shape *shape) {
    struct division division = {
        .channel_blocks = quotient(shape->channels, shape->lanes),
        .filter_blocks = quotient(shape->filters, shape->lanes),
        .tile_rows = quotient(shape->rows, TILE),
        .tile_columns = quotient(shape->columns, TILE),
    };
    division.panels = quotient(division.filter_blocks, 2);
    division.tiles = shape->batch * division.tile_rows * division.tile_columns;
    division.data_row = staggered(division.channel_blocks * shape->lanes);
    division.product_row = staggered(division.filter_blocks * shape->lanes);
    size_t tile = TAPS * (division.data_row + division.product_row);
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
    division.data_tap = staggered(block * division.data_row);
    division.product_tap = staggered(block * division.product_row);
    return division;
}

size_t block_count(const struct division *division) { return TAPS * (division->data_tap + division->product_tap); }
