#pragma once
#include "include/CDirect.h"

// Filters come in panels of four vectors: with three pixels they fill the registers of the innermost loop.
enum { PIXELS = 3, VECTORS = 4 };

/// How the work is divided.
struct division {
    /// The channels that lie side by side in a pixel, and how many such blocks there are.
    size_t block, blocks;
    size_t panels;
    /// Of a source with its padding, in pixels.
    size_t padded_width;
    /// Where every thread has enough rows of the image, it takes bands of them, all filters of a band, and pads its own part of the source.
    /// Otherwise the source is padded once, and threads take parts of the rows of a panel.
    bool is_split_by_bands;
    /// Of an image, or of a panel.
    size_t parts;
    /// The blocks of channels that are added up at a time: their weights stay in the first cache while all pixels pass.
    size_t chunk;
    /// Floats: of a padded source, of the result of a panel before it is pooled.
    size_t source_count, tile_count;
};

struct division divide_direct(const struct direct_shape *shape);

/// The rows of the destination.
size_t destination_rows(const struct direct_shape *shape);

/// Rows, the end not among them.
struct rows {
    size_t first, end;
};

/// The rows of the destination in one of so many parts.
struct rows rows_of_part(const struct direct_shape *shape, size_t part, size_t parts);

/// The rows of the convolution's result that the destination's rows are made of.
struct rows result_rows(const struct direct_shape *shape, struct rows destination);

/// The rows of the source, counted from the first of the padding, that rows of the result are made of.
struct rows padded_rows(const struct direct_shape *shape, struct rows result);
