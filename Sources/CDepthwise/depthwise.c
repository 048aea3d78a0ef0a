#include "CTeam.h"
#include "engine.h"

#if defined(__x86_64__)
static int has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

size_t depthwise_lanes(void) {
#if defined(__x86_64__)
    if (has_avx512()) { return 16; }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) { return 8; }
#endif
    return 4;
}

static depthwise_engine *engine(const struct depthwise_shape *shape) {
#if defined(__x86_64__)
    if (shape->lanes == 16 && has_avx512()) { return depthwise_rows_16; }
    if (shape->lanes == 8) { return depthwise_rows_8; }
#endif
    if (shape->lanes == 16) { return depthwise_rows_16_wide; }
    return depthwise_rows_4;
}

struct job {
    const struct depthwise_shape *shape;
    /// NULL for none.
    const struct depthwise_expansion *expansion;
    const float *source, *weights;
    const struct depthwise_finish *finish;
    float *scratch, *destination;
};

static size_t buffer_count(const struct depthwise_shape *shape) { return shape->kernel_height * shape->width * shape->lanes; }

size_t depthwise_expanded_scratch_count(const struct depthwise_shape *shape) { return shape->threads * buffer_count(shape); }

static depthwise_expanded_engine *expanded_engine(void) {
#if defined(__x86_64__)
    if (has_avx512()) { return depthwise_expanded_16; }
#endif
    return depthwise_expanded_16_wide;
}

// A thread takes the same part of the image that it has in the convolutions around: what it reads is in its own cache.
static void band(void *context, size_t member, size_t members) {
    const struct job *job = context;
    size_t rows = job->shape->rows, first = rows * member / members, end = rows * (member + 1) / members;
    if (job->expansion == NULL) {
        engine(job->shape)(job->shape, job->source, job->weights, job->finish, first, end, job->destination);
    } else {
        expanded_engine()(
            job->shape, job->expansion, job->source, job->weights, job->finish, first, end,
            job->scratch + member * buffer_count(job->shape), job->destination);
    }
}

void depthwise_run(
    const struct depthwise_shape *shape, const float *source, const float *weights, const struct depthwise_finish *finish,
    float *destination) {
    struct job job = {.shape = shape, .source = source, .weights = weights, .finish = finish, .destination = destination};
    in_shares(shape->threads, band, &job);
}

void depthwise_expanded_run(
    const struct depthwise_shape *shape, const struct depthwise_expansion *expansion, const float *source, const float *weights,
    const struct depthwise_finish *finish, float *scratch, float *destination) {
    struct job job = {
        .shape = shape, .expansion = expansion, .source = source, .weights = weights, .finish = finish, .scratch = scratch,
        .destination = destination,
    };
    in_shares(shape->threads, band, &job);
}
