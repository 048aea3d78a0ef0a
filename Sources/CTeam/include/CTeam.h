#pragma once
#include <stddef.h>

/// Calls `body` for each part below `count`, on `threads` threads of the OpenMP team of the caller; a part is taken when a thread is free.
/// `thread` is below `threads`.
void in_parallel(size_t threads, size_t count, void (*body)(void *context, size_t part, size_t thread), void *context);

/// Keeps the other threads of the caller's team off the core that it runs on; the caller itself may run wherever it might before.
///
/// Where cores share no cache, as a virtual machine may have it, Linux wakes a thread on the core where it slept even if who woke it runs there now,
/// and leaves both on it for milliseconds, which is all that a small network takes. Does nothing where the caller runs on the same core as
/// the last time, or may run on fewer cores than there are threads.
void spread_team(size_t threads);
