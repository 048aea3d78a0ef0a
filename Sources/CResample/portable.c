// With the vector instructions that every processor of the architecture has: SSE2, NEON, or none.
#define NAME(x) cresample_##x##_portable
#define VARIANT "portable"
#define LANES 1
#include "kernels.h"
