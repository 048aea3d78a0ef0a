#include "plan.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }

// Whole groups for the innermost loop, of 6 tiles.
enum { GROUP = 6 };

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
    division.blocks = divide_tiles(division.tiles, tile, GROUP, shape->threads);
    division.data_tap = staggered(division.blocks.size * division.data_row, sizeof(int16_t));
    division.product_tap = staggered(division.blocks.size * division.product_row, sizeof(float));
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
    return narrow_winograd_block_bytes(&division) * (division.blocks.is_split_by_tiles ? shape->threads : 1);
}
