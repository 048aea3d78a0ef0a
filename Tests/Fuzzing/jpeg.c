// libFuzzer's entry: reads any bytes as JPEG, as Imaging does, and encodes what came out. `make fuzz` builds it with AddressSanitizer
// and UndefinedBehaviorSanitizer and starts from the frames below data/.
#include "CJPEG.h"
#include <stdlib.h>

// Larger pictures would make the search slow, and show nothing more.
enum { MOST_PIXELS = 1 << 18 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    uint32_t width, height;
    if (cjpeg_read_header(bytes, count, &width, &height).status != CJPEG_OK) return 0;
    if (width == 0 || height == 0) abort();
    if ((uint64_t)width * height > MOST_PIXELS) return 0;

    // Any of the four, by what the search changes anyway.
    uint32_t reduction = 1u << (count % 4);
    width = (width + reduction - 1) / reduction;
    height = (height + reduction - 1) / reduction;
    // Of just the promised size, so that one byte too many is seen.
    uint8_t *pixels = malloc((size_t)width * height * 3);
    cjpeg_result result = cjpeg_decode(bytes, count, reduction, pixels, width, height);
    if (result.rows > height) abort();
    if (result.status == CJPEG_OK) {
        uint8_t room[1 << 10], *encoded = room;
        size_t size = sizeof room;
        if (cjpeg_encode(pixels, width, height, 75, &encoded, &size).status != CJPEG_OK) abort();
        if (encoded != room) cjpeg_free(encoded);
    }
    free(pixels);
    return 0;
}
