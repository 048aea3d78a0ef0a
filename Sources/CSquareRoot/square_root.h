// Swift's squareRoot() may set errno, which keeps its loops from vector instructions. This one never does.

static inline __attribute__((always_inline)) float framerill_square_root(float x) { return __builtin_elementwise_sqrt(x); }
