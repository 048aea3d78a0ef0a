// Numbers that are stored in fewer bits: how factors are told, and what the processor is good for.
//
// A whole number q of a scale s stands for q · s. oneDNN 2 holds the products of all scales with the attributes, as factors of the
// results; oneDNN 3 is told which arguments have scales, and takes these as further arguments of each execution.
#pragma once
#include <oneapi/dnnl/dnnl.h>
#include <stdbool.h>

#if DNNL_VERSION_MAJOR >= 3
static inline bool framerill_takes_scales_as_arguments(void) { return true; }

// The argument has one scale (mask 0), or one along each dimension whose bit is set.
static inline dnnl_status_t framerill_announce_scales(dnnl_primitive_attr_t attributes, int argument, int mask) {
    return dnnl_primitive_attr_set_scales_mask(attributes, argument, mask);
}

static inline dnnl_status_t framerill_set_result_factors(
    dnnl_primitive_attr_t attributes, dnnl_dim_t count, int mask, const float *factors) {
    // Never asked, for scales are arguments.
    (void)attributes, (void)count, (void)mask, (void)factors;
    return dnnl_unimplemented;
}

static inline int framerill_argument_of_scales(int argument) { return DNNL_ARG_ATTR_SCALES | argument; }
#else
static inline bool framerill_takes_scales_as_arguments(void) { return false; }

static inline dnnl_status_t framerill_announce_scales(dnnl_primitive_attr_t attributes, int argument, int mask) {
    // Never asked, for scales are factors.
    (void)attributes, (void)argument, (void)mask;
    return dnnl_unimplemented;
}

// Each result, before operations after it, is multiplied by the factor (mask 0), or by that of its index in dimension 1 (mask 2).
static inline dnnl_status_t framerill_set_result_factors(
    dnnl_primitive_attr_t attributes, dnnl_dim_t count, int mask, const float *factors) {
    return dnnl_primitive_attr_set_output_scales(attributes, count, mask, factors);
}

static inline int framerill_argument_of_scales(int argument) { return argument; }
#endif

static inline bool framerill_has(dnnl_cpu_isa_t extension) {
    return (dnnl_get_effective_cpu_isa() & (unsigned)extension) == (unsigned)extension;
}

// Whether sums of products of bytes are exact. The instructions before VNNI sum pairs of them in 16 bits, which two products of
// 255 and 127 exceed.
static inline bool framerill_sums_bytes_exactly(void) {
    return framerill_has(dnnl_cpu_isa_avx512_core_vnni) || framerill_has(dnnl_cpu_isa_avx2_vnni);
}

// Whether the processor multiplies tiles of bytes (AMX).
static inline bool framerill_multiplies_tiles(void) { return framerill_has(dnnl_cpu_isa_avx512_core_amx); }

// Whether the processor multiplies bfloat16 itself.
static inline bool framerill_multiplies_bfloat16(void) { return framerill_has(dnnl_cpu_isa_avx512_core_bf16); }
