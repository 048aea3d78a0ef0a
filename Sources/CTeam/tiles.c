#include "CTeam.h"

static size_t quotient(size_t whole, size_t part) { return (whole + part - 1) / part; }

// What data and products of a block may take, in bytes: of a thread's own cache and of the cache that all share.
enum { OWN = 512 << 10, SHARED = 12 << 20 };
enum { LEAST_BLOCK = 24, MOST_BLOCK = 192 };

struct tile_blocks divide_tiles(size_t tiles, size_t bytes, size_t group, size_t threads) {
    size_t size = OWN / bytes / group * group;
    size = size < LEAST_BLOCK ? LEAST_BLOCK : size > MOST_BLOCK ? MOST_BLOCK : size;
    // Enough blocks for every thread to have a few, so that none waits long for the last.
    bool is_split_by_tiles = tiles >= size * threads * 3;
    if (!is_split_by_tiles) {
        size_t most = SHARED / bytes / group * group;
        size = tiles < most ? tiles : most < LEAST_BLOCK ? LEAST_BLOCK : most;
    }
    return (struct tile_blocks){.size = size, .count = quotient(tiles, size), .is_split_by_tiles = is_split_by_tiles};
}

enum { LINE = 64 };

size_t staggered(size_t count, size_t size) {
    size_t lines = quotient(count * size, LINE);
    return (lines % 2 == 0 ? lines + 1 : lines) * LINE / size;
}
