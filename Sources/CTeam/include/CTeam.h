#pragma once
#include <stdbool.h>
#include <stddef.h>

/// Calls `body` for each part below `count`, on `threads` threads of the OpenMP team of the caller; a part is taken when a thread is free.
/// `thread` is below `threads`.
void in_parallel(size_t threads, size_t count, void (*body)(void *context, size_t part, size_t thread), void *context);

/// Calls `body` once on each of the `threads` threads of that team: the same share of the work is always the same thread's, which has its data in
/// its caches. `members` is how many threads there are, perhaps fewer than asked for.
void in_shares(size_t threads, void (*body)(void *context, size_t member, size_t members), void *context);

/// Keeps the other threads of the caller's team off the core that it runs on; the caller itself may run wherever it might before.
///
/// Where cores share no cache, as a virtual machine may have it, Linux wakes a thread on the core where it slept even if who woke it runs there now,
/// and leaves both on it for milliseconds, which is all that a small network takes. Does nothing where the caller runs on the same core as
/// the last time, or may run on fewer cores than there are threads.
void spread_team(size_t threads);

/// How the tiles of a Winograd convolution are worked on: `size` of them go through the three steps together, in `count` such blocks.
struct tile_blocks {
    size_t size, count;
    /// Whether each block is one thread's alone; otherwise all threads work on one block, step by step.
    bool is_split_by_tiles;
};

/// Divides `tiles` tiles, of each of which data and products take `bytes`, in whole groups of `group` for the innermost loop.
struct tile_blocks divide_tiles(size_t tiles, size_t bytes, size_t group, size_t threads);

/// At least `count` elements of `size` bytes: a whole number of cache lines that isn't a multiple of a page, or the 36 taps of one place would
/// share the same few lines of a cache.
size_t staggered(size_t count, size_t size);
