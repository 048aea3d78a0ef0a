#include "destination.h"

#include <jerror.h>
#include <stdlib.h>
#include <string.h>

static void start(j_compress_ptr codec) {
    struct destination *destination = (struct destination *)codec->dest;
    destination->manager.next_output_byte = destination->bytes;
    destination->manager.free_in_buffer = destination->room;
}

// Called when the room is full, whatever `free_in_buffer` says then.
static boolean grow(j_compress_ptr codec) {
    struct destination *destination = (struct destination *)codec->dest;
    size_t count = destination->room;
    uint8_t *grown = realloc(destination->grown, 2 * count);
    if (!grown) ERREXIT1(codec, JERR_OUT_OF_MEMORY, 10);
    if (!destination->grown) memcpy(grown, destination->bytes, count);
    destination->grown = destination->bytes = grown;
    destination->room = 2 * count;
    destination->manager.next_output_byte = grown + count;
    destination->manager.free_in_buffer = count;
    return TRUE;
}

static void finish(j_compress_ptr codec) {
    struct destination *destination = (struct destination *)codec->dest;
    destination->count = destination->room - destination->manager.free_in_buffer;
}

void destination_open(struct destination *destination, j_compress_ptr codec, uint8_t *bytes, size_t room) {
    destination->bytes = bytes;
    destination->room = room;
    destination->manager.init_destination = start;
    destination->manager.empty_output_buffer = grow;
    destination->manager.term_destination = finish;
    codec->dest = &destination->manager;
}
