#include "failure.h"

#include <jerror.h>
#include <string.h>

// A few hundred bytes can announce thousands of progressive scans over a huge image, each a pass over all of it.
enum { MOST_SCANS = 500 };

struct decoder {
    struct jpeg_decompress_struct codec;
    struct failure failure;
    struct jpeg_progress_mgr progress;
    uint8_t *pixels;
    uint32_t reduction, width, height;
};

static void limit_scans(j_common_ptr common) {
    j_decompress_ptr codec = (j_decompress_ptr)common;
    if (codec->input_scan_number > MOST_SCANS) {
        ERREXIT2(codec, JERR_BAD_PROG_SCRIPT, codec->input_scan_number, MOST_SCANS);
    }
}

static void open_decoder(struct decoder *decoder, const uint8_t *bytes, size_t count) {
    jpeg_create_decompress(&decoder->codec);
    decoder->progress.progress_monitor = limit_scans;
    decoder->codec.progress = &decoder->progress;
    jpeg_mem_src(&decoder->codec, bytes, count);
    jpeg_read_header(&decoder->codec, TRUE);
}

// Adobe's programs store CMYK inverted, and nobody else stores CMYK, so a stored 255 is "no ink". The product is rounded as
// Pillow rounds it.
static void rgb_of_inverted_cmyk(const uint8_t *cmyk, uint8_t *rgb, uint32_t width) {
    for (uint32_t x = 0; x < width; x++, cmyk += 4, rgb += 3) {
        int white = cmyk[3];
        for (int c = 0; c < 3; c++) {
            int product = (255 - cmyk[c]) * white + 128;
            rgb[c] = (uint8_t)(white - ((product + (product >> 8)) >> 8));
        }
    }
}

static void read_rows(struct decoder *decoder) {
    j_decompress_ptr codec = &decoder->codec;
    size_t row_bytes = (size_t)decoder->width * 3;
    JSAMPARRAY inks = NULL;
    if (codec->out_color_space == JCS_CMYK) {
        inks = codec->mem->alloc_sarray((j_common_ptr)codec, JPOOL_IMAGE, decoder->width * 4, 1);
    }
    while (codec->output_scanline < codec->output_height) {
        uint8_t *row = decoder->pixels + codec->output_scanline * row_bytes;
        if (inks) {
            jpeg_read_scanlines(codec, inks, 1);
            rgb_of_inverted_cmyk(inks[0], row, decoder->width);
        } else {
            jpeg_read_scanlines(codec, &row, 1);
        }
    }
}

// The jump comes back into this frame only, whose variables aren't used afterwards.
static void run_decoder(struct decoder *decoder, const uint8_t *bytes, size_t count) {
    if (setjmp(decoder->failure.jump)) return;
    open_decoder(decoder, bytes, count);
    j_decompress_ptr codec = &decoder->codec;
    if (!decoder->pixels) {
        decoder->width = codec->image_width;
        decoder->height = codec->image_height;
        return;
    }
    codec->out_color_space = codec->num_components == 4 ? JCS_CMYK : JCS_RGB;
    codec->scale_num = 1;
    codec->scale_denom = decoder->reduction;
    jpeg_start_decompress(codec);
    if (codec->output_width != decoder->width || codec->output_height != decoder->height) {
        ERREXIT(codec, JERR_IMAGE_TOO_BIG);
    }
    read_rows(decoder);
    jpeg_finish_decompress(codec); // Reads up to the end marker, and so finds a file cut in its last bytes.
}

static void decode(struct decoder *decoder, const uint8_t *bytes, size_t count) {
    decoder->codec.err = failure_handlers(&decoder->failure);
    run_decoder(decoder, bytes, count);
    jpeg_destroy_decompress(&decoder->codec);
}

cjpeg_result cjpeg_read_header(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height) {
    struct decoder decoder;
    memset(&decoder, 0, sizeof decoder);
    decode(&decoder, bytes, count);
    *width = decoder.width;
    *height = decoder.height;
    return decoder.failure.result;
}

cjpeg_result cjpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t reduction, uint8_t *pixels, uint32_t width, uint32_t height) {
    struct decoder decoder;
    memset(&decoder, 0, sizeof decoder);
    decoder.pixels = pixels;
    decoder.reduction = reduction;
    decoder.width = width;
    decoder.height = height;
    decode(&decoder, bytes, count);
    return decoder.failure.result;
}
