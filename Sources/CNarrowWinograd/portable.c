// Vectors of 32 bytes are passed between inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
#include "engine.inc"

const struct narrow_winograd_engine narrow_winograd_portable = {.pack = pack, .run = run};
