#include "destination.h"
#include "failure.h"

#include <stdlib.h>
#include <string.h>

struct encoder {
    struct jpeg_compress_struct codec;
    struct failure failure;
    struct destination destination;
};

// The jump comes back into this frame only, whose variables aren't used afterwards.
static void run_encoder(
    struct encoder *encoder, const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t *room, size_t count) {
    if (setjmp(encoder->failure.jump)) return;
    j_compress_ptr codec = &encoder->codec;
    jpeg_create_compress(codec);
    destination_open(&encoder->destination, codec, room, count);
    codec->image_width = width;
    codec->image_height = height;
    codec->input_components = 3;
    codec->in_color_space = JCS_RGB;
    jpeg_set_defaults(codec);
    jpeg_set_quality(codec, quality, TRUE);
    jpeg_start_compress(codec, TRUE);
    while (codec->next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)codec->next_scanline * width * 3);
        jpeg_write_scanlines(codec, &row, 1);
    }
    jpeg_finish_compress(codec);
}

cjpeg_result cjpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **bytes, size_t *count) {
    struct encoder encoder;
    memset(&encoder, 0, sizeof encoder);
    encoder.codec.err = failure_handlers(&encoder.failure);
    run_encoder(&encoder, pixels, width, height, quality, *bytes, *count);
    jpeg_destroy_compress(&encoder.codec);
    if (encoder.failure.result.status == CJPEG_OK) {
        *bytes = encoder.destination.bytes;
        *count = encoder.destination.count;
    } else {
        free(encoder.destination.grown);
    }
    return encoder.failure.result;
}

void cjpeg_free(uint8_t *bytes) { free(bytes); }
