#include "CResample.h"

extern const cresample_kernels cresample_kernels_portable, cresample_kernels_wide;
#if defined(__x86_64__)
extern const cresample_kernels cresample_kernels_avx512, cresample_kernels_avx2;
#endif

const cresample_kernels *cresample_variant(size_t index) {
    const cresample_kernels *variants[4];
    size_t count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        variants[count++] = &cresample_kernels_avx512;
    }
    if (__builtin_cpu_supports("avx2")) variants[count++] = &cresample_kernels_avx2;
#endif
    variants[count++] = &cresample_kernels_portable;
    variants[count++] = &cresample_kernels_wide;
    return index < count ? variants[index] : NULL;
}
