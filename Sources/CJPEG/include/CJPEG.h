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

/// Decodes to 8-bit RGB, row by row without gaps. `width` and `height` are what `cjpeg_read_header` gave, and `pixels` has room
/// for width * height * 3 bytes. Warnings of libjpeg about damaged data are faults.
cjpeg_result cjpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, uint32_t width, uint32_t height);

/// Encodes 8-bit RGB as a baseline JFIF file with 4:2:0 chroma. `*bytes` is to be given to `cjpeg_free`, and is NULL on failure.
cjpeg_result cjpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int quality, uint8_t **bytes, size_t *count);

void cjpeg_free(uint8_t *bytes);
