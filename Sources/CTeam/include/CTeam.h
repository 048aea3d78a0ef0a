#pragma once
#include <stddef.h>

/// Calls `body` for each part below `count`, on `threads` threads of the OpenMP team of the caller; a part is taken when a thread is free.
/// `thread` is below `threads`.
void in_parallel(size_t threads, size_t count, void (*body)(void *context, size_t part, size_t thread), void *context);
