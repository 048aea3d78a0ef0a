#include "division.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }
static size_t least(size_t left, size_t right) { return left < right ? left : right; }
static size_t most(size_t left, size_t right) { return left < right ? right : left; }

// Floats: of the weights that stay in a core's first cache, of a band's source and result in its second.
enum { WEIGHTS = 7 << 10, BAND = 72 << 10 };
// With fewer pixels, reading the weights takes as long as the products.
enum { LEAST_PIXELS = 256 };

size_t destination_rows(const struct direct_shape *shape) {
    return shape->pooling.rows > 0 ? shape->pooling.rows : shape->rows;
}

struct rows rows_of_part(const struct direct_shape *shape, size_t part, size_t parts) {
    size_t rows = destination_rows(shape);
    return (struct rows){.first = rows * part / parts, .end = rows * (part + 1) / parts};
}

struct rows result_rows(const struct direct_shape *shape, struct rows destination) {
    const struct direct_pooling *pooling = &shape->pooling;
    if (pooling->rows == 0 || destination.first == destination.end) { return destination; }
    size_t first = destination.first * pooling->stride_down, end = (destination.end - 1) * pooling->stride_down;
    return (struct rows){
        .first = first > pooling->padding_top ? first - pooling->padding_top : 0,
        .end = least(end + pooling->window_height - pooling->padding_top, shape->rows),
    };
}

struct rows padded_rows(const struct direct_shape *shape, struct rows result) {
    size_t end = result.first == result.end ? result.first : (result.end - 1) * shape->stride_down + shape->kernel_height;
    return (struct rows){.first = result.first * shape->stride_down, .end = end};
}

// The most rows of the source and of the result that one of so many parts needs.
static void note_counts(const struct direct_shape *shape, struct division *division, size_t parts) {
    size_t source = 0, result = 0;
    for (size_t part = 0; part < parts; part++) {
        struct rows rows = result_rows(shape, rows_of_part(shape, part, parts));
        struct rows padded = padded_rows(shape, rows);
        result = most(result, rows.end - rows.first);
        source = most(source, padded.end - padded.first);
    }
    division->source_count = source * division->padded_width * division->block * division->blocks;
    division->tile_count = shape->pooling.rows > 0 ? result * shape->columns * VECTORS * shape->lanes : 0;
}

struct division divide_direct(const struct direct_shape *shape) {
    struct division division = {
        .block = shape->has_channels_last ? shape->channels : shape->lanes,
        .blocks = shape->has_channels_last ? 1 : quotient(shape->channels, shape->lanes),
        .panels = quotient(shape->filters, VECTORS * shape->lanes),
        .padded_width = (shape->columns - 1) * shape->stride_across + shape->kernel_width,
    };
    size_t weights = shape->kernel_height * shape->kernel_width * division.block * VECTORS * shape->lanes;
    division.chunk = most(1, WEIGHTS / weights);
    size_t rows = destination_rows(shape);
    note_counts(shape, &division, rows);
    size_t band = most(1, BAND / (division.source_count + division.tile_count));
    band = most(band, quotient(LEAST_PIXELS * rows, shape->rows * shape->columns));
    size_t bands = quotient(rows, band);
    division.is_split_by_bands = shape->batch * bands >= 3 * shape->threads;
    if (division.is_split_by_bands) {
        // As many for each thread, if there are so many.
        division.parts = least(rows, quotient(bands, shape->threads) * shape->threads);
        note_counts(shape, &division, division.parts);
    } else {
        division.parts = least(rows, quotient(4 * shape->threads, division.panels));
        note_counts(shape, &division, division.parts);
        struct rows all = padded_rows(shape, (struct rows){.first = 0, .end = shape->rows});
        division.source_count = all.end * division.padded_width * division.block * division.blocks;
    }
    return division;
}
