// JPEG in and out over libjpeg. Every function returns a status and, when that isn't CJPEG_OK, a message; libjpeg's
// longjmp never leaves this module.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { CJPEG_MESSAGE_SIZE = 256 };

typedef enum {
    CJPEG_OK = 0,
    /// The bytes aren't a whole and sound JPEG image.
    CJPEG_DAMAGED,
    /// Sound, but of a kind that isn't read (12 bits, lossless, two components, …).
    CJPEG_UNSUPPORTED,
    CJPEG_OUT_OF_MEMORY,
} cjpeg_status;

typedef struct {
    cjpeg_status status;
    /// How many rows were whole when the fault was met; 0 where nothing is known.
    uint32_t rows;
    char message[CJPEG_MESSAGE_SIZE];
} cjpeg_result;

/// Reads the header, up to the first scan. The size is that of the stored pixels: an EXIF orientation isn't applied.
cjpeg_result cjpeg_read_header(const uint8_t *bytes, size_t count, uint32_t *width, uint32_t *height);

/// Decodes to 8-bit RGB, row by row without gaps, at a `reduction`th (1, 2, 4 or 8) of the stored size: fewer of each block's
/// frequencies are transformed. `width` and `height` are what `cjpeg_read_header` gave, divided by `reduction` and rounded up, and
/// `pixels` has room for width * height * 3 bytes. Warnings of libjpeg about damaged data are faults.
cjpeg_result cjpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t reduction, uint8_t *pixels, uint32_t width, uint32_t height);

/// Encodes 8-bit RGB as a baseline JFIF file with 4:2:0 chroma into the room of `*count` bytes, at least one, at `*bytes`. If that isn't
/// enough, `*bytes` is another place afterwards, to be given to `cjpeg_free`. `*count` becomes the size of the file. On failure both stay.
cjpeg_result cjpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **bytes, size_t *count);

void cjpeg_free(uint8_t *bytes);
