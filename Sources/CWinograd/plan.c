#include "plan.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }

// Whole groups for the largest kernels, of 6 and of 12 tiles.
enum { GROUP = 12 };

struct division divide(const struct winograd_shape *shape) {
    struct division division = {
        .channel_blocks = quotient(shape->channels, shape->lanes),
        .filter_blocks = quotient(shape->filters, shape->lanes),
        .tile_rows = quotient(shape->rows, TILE),
        .tile_columns = quotient(shape->columns, TILE),
    };
    division.panels = quotient(division.filter_blocks, 2);
    division.tiles = shape->batch * division.tile_rows * division.tile_columns;
    division.data_row = staggered(division.channel_blocks * shape->lanes, sizeof(float));
    division.product_row = staggered(division.filter_blocks * shape->lanes, sizeof(float));
    size_t tile = TAPS * (division.data_row + division.product_row) * sizeof(float);
    division.blocks = divide_tiles(division.tiles, tile, GROUP, shape->threads);
    division.data_tap = staggered(division.blocks.size * division.data_row, sizeof(float));
    division.product_tap = staggered(division.blocks.size * division.product_row, sizeof(float));
    return division;
}

size_t block_count(const struct division *division) { return TAPS * (division->data_tap + division->product_tap); }
