// Where the encoder's bytes go: room that the caller has, and memory of its own once that is full.
#pragma once
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

struct destination {
    struct jpeg_destination_mgr manager; // First, so that the library's pointer is a pointer to this.
    uint8_t *bytes, *grown;
    size_t room, count;
};

/// Lets the codec write to `room` bytes at `bytes`. Once it has finished, the image is `count` bytes at `bytes`. `grown` is then, and also
/// after a failure, NULL or memory to be freed.
void destination_open(struct destination *destination, j_compress_ptr codec, uint8_t *bytes, size_t room);
