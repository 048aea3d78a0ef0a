// Counts the memory allocations of a thread. A program that this is linked to calls these functions for malloc and its kin, and so do all
// libraries that it loads.
#pragma once
#include <stdbool.h>
#include <stddef.h>

/// Whether allocations are counted: not under a sanitizer, which has its own malloc, and not beside another C library than glibc.
bool allocations_are_counted(void);

/// What the calling thread has allocated, by whose code it was called: that of oneDNN, with the C++ library and libgomp under it, and all other.
struct allocation_count {
    size_t onednn, other;
};

struct allocation_count allocation_count(void);
