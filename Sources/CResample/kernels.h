// The kernels, for vectors of LANES times 16 bytes; NAME(x) is the variant's name for x. Included by each variant, without a guard.
//
// In the horizontal pass each lane of 16 bytes belongs to another row, so that one weight serves them all; in the vertical pass a
// vector is a piece of a row. Shuffles stay within their lanes.
#include "CResample.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define BYTES (16 * LANES)
#define INLINE static inline __attribute__((always_inline))

typedef uint8_t lane __attribute__((vector_size(16)));
typedef uint8_t bytes __attribute__((vector_size(BYTES)));
typedef int16_t shorts __attribute__((vector_size(BYTES)));
typedef int32_t words __attribute__((vector_size(BYTES)));
typedef int32_t products __attribute__((vector_size(2 * BYTES)));
typedef float floats __attribute__((vector_size(BYTES)));
typedef uint8_t few_bytes __attribute__((vector_size(4 * LANES)));

// The indices of a shuffle, lane by lane; f(b, n) gives those of the lane that begins at element b, of vectors of n elements.
#if LANES == 1
#define BY_LANE(f, size) f(0, size)
#elif LANES == 2
#define BY_LANE(f, size) f(0, size * 2), f(size, size * 2)
#else
#define BY_LANE(f, size) f(0, size * 4), f(size, size * 4), f(2 * size, size * 4), f(3 * size, size * 4)
#endif
// Red, red', green, green', blue, blue', 0, 0 of the first and second pixel, each of 16 bits, and of the third and fourth.
#define FIRST_PIXELS(b, n) b, n, b + 3, n, b + 1, n, b + 4, n, b + 2, n, b + 5, n, n, n, n, n
#define NEXT_PIXELS(b, n) b + 6, n, b + 9, n, b + 7, n, b + 10, n, b + 8, n, b + 11, n, n, n, n, n
#define LOWER(b, n) \
    b, n + b, b + 1, n + b + 1, b + 2, n + b + 2, b + 3, n + b + 3, b + 4, n + b + 4, b + 5, n + b + 5, b + 6, n + b + 6, b + 7, n + b + 7
#define UPPER(b, n) LOWER(b + 8, n)
// Every second element of one vector's lane, then of the other's.
#define EVEN_BYTES(b, n) \
    b, b + 2, b + 4, b + 6, b + 8, b + 10, b + 12, b + 14, n + b, n + b + 2, n + b + 4, n + b + 6, n + b + 8, n + b + 10, n + b + 12, n + b + 14
#define EVEN_SHORTS(b, n) b, b + 2, b + 4, b + 6, n + b, n + b + 2, n + b + 4, n + b + 6
#define EVEN(b, n) b, b + 2, b + 4, b + 6
#define ODD(b, n) b + 1, b + 3, b + 5, b + 7

// a[0] * b[0] + a[1] * b[1] and so on: a single instruction of x86.
INLINE words dot(shorts a, shorts b) {
    products all = __builtin_convertvector(a, products) * __builtin_convertvector(b, products);
    return __builtin_shufflevector(all, all, BY_LANE(EVEN, 8)) + __builtin_shufflevector(all, all, BY_LANE(ODD, 8));
}

INLINE shorts spread(int32_t pair) { return (shorts)((words){0} + pair); }

// The sums over the high and the low parts of weights.
struct sum {
    words high, low;
};

INLINE void add(struct sum *sum, shorts values, const cresample_pair *pair) {
    sum->high += dot(values, spread(pair->high));
    sum->low += dot(values, spread(pair->low));
}

// Joins the parts and drops the fraction. The sum may wrap around on its way, as the parts may overflow; the whole doesn't.
INLINE words join(struct sum sum) {
    words half = (words){0} + (1 << (CRESAMPLE_FRACTION_BITS - 1));
    words whole = ((sum.high << CRESAMPLE_LOW_BITS) + sum.low + half) >> CRESAMPLE_FRACTION_BITS;
    return __builtin_elementwise_min(__builtin_elementwise_max(whole, (words){0}), (words){0} + 255);
}

INLINE bytes narrow(words a, words b, words c, words d) {
    shorts ab = __builtin_shufflevector((shorts)a, (shorts)b, BY_LANE(EVEN_SHORTS, 8));
    shorts cd = __builtin_shufflevector((shorts)c, (shorts)d, BY_LANE(EVEN_SHORTS, 8));
    return __builtin_shufflevector((bytes)ab, (bytes)cd, BY_LANE(EVEN_BYTES, 16));
}

INLINE lane load_lane(const uint8_t *source) {
    lane value;
    memcpy(&value, source, sizeof value);
    return value;
}

INLINE bytes load(const uint8_t *source) {
    bytes value;
    memcpy(&value, source, sizeof value);
    return value;
}

// 16 bytes of each of LANES rows.
INLINE bytes load_rows(const uint8_t *const *rows, size_t offset) {
#if LANES == 1
    return load_lane(rows[0] + offset);
#else
#define SIXTEEN(b) b, b + 1, b + 2, b + 3, b + 4, b + 5, b + 6, b + 7, b + 8, b + 9, b + 10, b + 11, b + 12, b + 13, b + 14, b + 15
    __auto_type pair = __builtin_shufflevector(load_lane(rows[0] + offset), load_lane(rows[1] + offset), SIXTEEN(0), SIXTEEN(16));
#if LANES == 2
    return pair;
#else
    __auto_type next = __builtin_shufflevector(load_lane(rows[2] + offset), load_lane(rows[3] + offset), SIXTEEN(0), SIXTEEN(16));
    return __builtin_shufflevector(pair, next, SIXTEEN(0), SIXTEEN(16), SIXTEEN(32), SIXTEEN(48));
#endif
#undef SIXTEEN
#endif
}

INLINE shorts first_pixels(bytes four) {
    return (shorts)__builtin_shufflevector(four, (bytes){0}, BY_LANE(FIRST_PIXELS, 16));
}

INLINE shorts next_pixels(bytes four) {
    return (shorts)__builtin_shufflevector(four, (bytes){0}, BY_LANE(NEXT_PIXELS, 16));
}

// One new pixel of 2 * LANES rows; lane i of the result begins with that of row i, then with that of row LANES + i.
INLINE bytes resize_pixel(const uint8_t *const *rows, size_t offset, const cresample_pair *weights, size_t pairs) {
    struct sum a = {{0}, {0}}, b = {{0}, {0}};
    for (; pairs >= 2; pairs -= 2, weights += 2, offset += 12) {
        bytes four = load_rows(rows, offset), other = load_rows(rows + LANES, offset);
        add(&a, first_pixels(four), weights);
        add(&b, first_pixels(other), weights);
        add(&a, next_pixels(four), weights + 1);
        add(&b, next_pixels(other), weights + 1);
    }
    if (pairs) {
        add(&a, first_pixels(load_rows(rows, offset)), weights);
        add(&b, first_pixels(load_rows(rows + LANES, offset)), weights);
    }
    words first = join(a), second = join(b);
    return narrow(first, second, first, second);
}

static void NAME(horizontal)(const uint8_t *const *sources, uint8_t *const *targets, const cresample_taps *taps) {
    const cresample_pair *weights = taps->weights;
    const int32_t *starts = taps->starts;
    size_t pairs = taps->pairs, last = taps->count - 1;
    // Copies, which no byte that is written can change.
    const uint8_t *from[2 * LANES];
    uint8_t *to[2 * LANES];
    memcpy(from, sources, sizeof from);
    memcpy(to, targets, sizeof to);
    for (size_t x = 0; x <= last; x++, weights += pairs) {
        bytes pixels = resize_pixel(from, 3 * (size_t)starts[x], weights, pairs);
        // The fourth byte is overwritten by the next pixel; behind the last one lies what isn't ours.
        for (size_t row = 0; row < 2 * LANES; row++) {
            size_t place = row % LANES * 4 + row / LANES;
            if (x < last) {
                ((struct { uint32_t pixel; } __attribute__((packed, may_alias)) *)(to[row] + 3 * x))->pixel =
                    ((__attribute__((vector_size(BYTES))) uint32_t)pixels)[place];
            } else {
                for (size_t c = 0; c < 3; c++) to[row][3 * x + c] = pixels[4 * place + c];
            }
        }
    }
}

INLINE bytes blend(const uint8_t *const *rows, const cresample_pair *weights, size_t pairs, size_t offset) {
    struct sum a = {{0}, {0}}, b = a, c = a, d = a;
    for (size_t pair = 0; pair < pairs; pair++) {
        bytes even = load(rows[2 * pair] + offset), odd = load(rows[2 * pair + 1] + offset);
        bytes lower = __builtin_shufflevector(even, odd, BY_LANE(LOWER, 16));
        bytes upper = __builtin_shufflevector(even, odd, BY_LANE(UPPER, 16));
        add(&a, (shorts)__builtin_shufflevector(lower, (bytes){0}, BY_LANE(LOWER, 16)), weights + pair);
        add(&b, (shorts)__builtin_shufflevector(lower, (bytes){0}, BY_LANE(UPPER, 16)), weights + pair);
        add(&c, (shorts)__builtin_shufflevector(upper, (bytes){0}, BY_LANE(LOWER, 16)), weights + pair);
        add(&d, (shorts)__builtin_shufflevector(upper, (bytes){0}, BY_LANE(UPPER, 16)), weights + pair);
    }
    return narrow(join(a), join(b), join(c), join(d));
}

static void NAME(vertical)(
    const uint8_t *const *sources, const cresample_pair *weights, size_t pairs, uint8_t *target, size_t count) {
    size_t x = 0;
    for (; x + BYTES <= count; x += BYTES) {
        bytes blended = blend(sources, weights, pairs, x);
        memcpy(target + x, &blended, BYTES);
    }
    if (x < count) {
        bytes blended = blend(sources, weights, pairs, x);
        memcpy(target + x, &blended, count - x);
    }
}

// The pixels of a piece of a row that is turned round at once.
enum { PIECE = 128 };

// Four pixels at a time; reads and writes up to 15 bytes more.
INLINE void reverse_channels(const uint8_t *source, size_t pixels, uint8_t *target) {
    for (size_t x = 0; x < pixels; x += 4) {
        lane four = load_lane(source + 3 * x);
        four = __builtin_shufflevector(four, four, 2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 12, 13, 14, 15);
        memcpy(target + 3 * x, &four, sizeof four);
    }
}

INLINE void normalise_values(
    const uint8_t *source, size_t count, const floats scale[3], const floats bias[3], float *target) {
    size_t x = 0;
    for (; x + 12 * LANES <= count; x += 12 * LANES) {
        for (size_t third = 0; third < 3; third++) {
            few_bytes few;
            memcpy(&few, source + x + third * 4 * LANES, sizeof few);
            floats values = __builtin_convertvector(few, floats) * scale[third] + bias[third];
            memcpy(target + x + third * 4 * LANES, &values, sizeof values);
        }
    }
    for (size_t rest = 0; x + rest < count; rest++) {
        target[x + rest] = (float)source[x + rest] * scale[0][rest % 3] + bias[0][rest % 3];
    }
}

static void NAME(normalise)(
    const uint8_t *source, size_t pixels, const float scale[3], const float bias[3], bool reversed, float *target) {
    floats scales[3], biases[3];
    for (size_t i = 0; i < 12 * LANES; i++) {
        scales[i / (4 * LANES)][i % (4 * LANES)] = scale[i % 3];
        biases[i / (4 * LANES)][i % (4 * LANES)] = bias[i % 3];
    }
    if (!reversed) return normalise_values(source, 3 * pixels, scales, biases, target);
    for (size_t x = 0; x < pixels; x += PIECE) {
        uint8_t piece[3 * PIECE + 16];
        size_t count = pixels - x < PIECE ? pixels - x : PIECE;
        reverse_channels(source + 3 * x, count, piece);
        normalise_values(piece, 3 * count, scales, biases, target + 3 * x);
    }
}

static void NAME(expand)(const uint8_t *source, size_t pixels, uint8_t *target) {
    for (size_t x = 0; x < pixels; x += 4) {
        lane four = load_lane(source + 3 * x);
        four = __builtin_shufflevector(four, (lane){0}, 2, 1, 0, 16, 5, 4, 3, 16, 8, 7, 6, 16, 11, 10, 9, 16);
        size_t count = pixels - x;
        if (count >= 4) {
            memcpy(target + 4 * x, &four, sizeof four);
        } else {
            memcpy(target + 4 * x, &four, 4 * count);
        }
    }
}

static void NAME(contract)(const uint8_t *source, size_t pixels, uint8_t *target) {
    size_t x = 0;
    // The last four of the bytes written belong to two of the next pixels.
    for (; x + 6 <= pixels; x += 4) {
        lane four = load_lane(source + 4 * x);
        four = __builtin_shufflevector(four, four, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 7, 11, 15);
        memcpy(target + 3 * x, &four, sizeof four);
    }
    for (; x < pixels; x++) {
        for (size_t c = 0; c < 3; c++) target[3 * x + c] = source[4 * x + 2 - c];
    }
}

const cresample_kernels NAME(kernels) = {
    VARIANT, 2 * LANES, NAME(horizontal), NAME(vertical), NAME(normalise), NAME(expand), NAME(contract),
};
