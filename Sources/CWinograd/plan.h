#pragma once
#include "CTeam.h"
#include "include/CWinograd.h"

enum { TAPS = 36, TILE = 4, REACH = 6 };

/// How the work is divided. Filters come in panels of two vectors, the last one perhaps of one.
struct division {
    /// Of a channel block and of a filter block of the images.
    size_t channel_blocks, filter_blocks, panels;
    size_t tile_rows, tile_columns, tiles;
    struct tile_blocks blocks;
    /// The distance, in floats, of two tiles and of two taps in transformed data and in products.
    size_t data_row, data_tap, product_row, product_tap;
};

struct division divide(const struct winograd_shape *shape);

/// The floats in which one block's data and products lie.
size_t block_count(const struct division *division);
