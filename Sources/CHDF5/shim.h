// What Swift can't import of libhdf5: types and property classes are macros that call a function first, and many
// constants are casts or macros with checks inside.
#pragma once
#include <hdf5.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline hid_t chdf5_native_int8(void) { return H5T_NATIVE_INT8; }
static inline hid_t chdf5_native_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t chdf5_native_int16(void) { return H5T_NATIVE_INT16; }
static inline hid_t chdf5_native_uint16(void) { return H5T_NATIVE_UINT16; }
static inline hid_t chdf5_native_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t chdf5_native_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t chdf5_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t chdf5_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t chdf5_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t chdf5_ieee_f32le(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_c_string(void) { return H5T_C_S1; }

static inline hid_t chdf5_default_properties(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_file_create_class(void) { return H5P_FILE_CREATE; }
static inline hid_t chdf5_file_access_class(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_group_create_class(void) { return H5P_GROUP_CREATE; }
static inline hid_t chdf5_link_access_class(void) { return H5P_LINK_ACCESS; }
static inline hid_t chdf5_dataset_create_class(void) { return H5P_DATASET_CREATE; }

static inline hid_t chdf5_default_error_stack(void) { return H5E_DEFAULT; }
static inline hid_t chdf5_whole_space(void) { return H5S_ALL; }
static inline hid_t chdf5_any_file(void) { return (hid_t)H5F_OBJ_ALL; }
static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned chdf5_read_write(void) { return H5F_ACC_RDWR; }
static inline unsigned chdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline unsigned chdf5_all_object_types(void) { return H5F_OBJ_ALL; }
static inline unsigned chdf5_creation_order_tracked(void) { return H5P_CRT_ORDER_TRACKED; }
static inline unsigned chdf5_creation_order_indexed(void) { return H5P_CRT_ORDER_INDEXED; }
static inline unsigned chdf5_basic_object_information(void) { return H5O_INFO_BASIC; }
static inline haddr_t chdf5_undefined_address(void) { return HADDR_UNDEF; }
static inline size_t chdf5_variable_size(void) { return H5T_VARIABLE; }

static inline herr_t chdf5_refuse_external_link(const char *a, const char *b, const char *c, const char *d, unsigned *flags,
                                                hid_t access, void *data) {
    (void)a; (void)b; (void)c; (void)d; (void)flags; (void)access; (void)data;
    return -1;
}

// Link access that never leaves the file: a file from elsewhere can't make us open another one.
static inline hid_t chdf5_link_access_inside_file(void) {
    hid_t list = H5Pcreate(H5P_LINK_ACCESS);
    if (list >= 0 && H5Pset_elink_cb(list, chdf5_refuse_external_link, NULL) < 0) {
        H5Pclose(list);
        return -1;
    }
    return list;
}

// glibc hides these two behind _GNU_SOURCE, which Swift doesn't set.

// A file of no name that lies in memory.
static inline int chdf5_file_in_memory(void) { return (int)syscall(SYS_memfd_create, "hdf5", 1U /* MFD_CLOEXEC */); }

// Reserves disk space for part of a file without changing its size. Returns 0 or an errno.
static inline int chdf5_reserve(int descriptor, long start, long bytes) {
    return syscall(SYS_fallocate, descriptor, 1 /* FALLOC_FL_KEEP_SIZE */, start, bytes) == 0 ? 0 : errno;
}

// A file in memory that libhdf5 reads in place. Left alone, the library copies an image for the property list, for the driver,
// and for each copy of the property list; these callbacks hand out the same bytes and count who has them.

typedef struct {
    char *bytes;
    size_t size;
    int owners;
} chdf5_image;

static inline chdf5_image *chdf5_image_make(size_t size) {
    chdf5_image *image = (chdf5_image *)malloc(sizeof(chdf5_image));
    if (!image) return NULL;
    image->bytes = (char *)malloc(size ? size : 1);
    image->size = size;
    image->owners = 1;
    if (!image->bytes) {
        free(image);
        return NULL;
    }
    return image;
}

static inline void chdf5_image_release(chdf5_image *image) {
    if (__atomic_sub_fetch(&image->owners, 1, __ATOMIC_ACQ_REL) > 0) return;
    free(image->bytes);
    free(image);
}

static inline void *chdf5_image_malloc(size_t size, H5FD_file_image_op_t operation, void *data) {
    chdf5_image *image = (chdf5_image *)data;
    if (size != image->size) return NULL;
    // The driver of an open file keeps the pointer without asking for a copy of the owner.
    if (operation == H5FD_FILE_IMAGE_OP_FILE_OPEN) __atomic_add_fetch(&image->owners, 1, __ATOMIC_ACQ_REL);
    return image->bytes;
}

static inline void *chdf5_image_memcpy(void *target, const void *source, size_t size, H5FD_file_image_op_t operation, void *data) {
    (void)size; (void)operation; (void)data;
    return target == source ? target : NULL;
}

static inline void *chdf5_image_realloc(void *bytes, size_t size, H5FD_file_image_op_t operation, void *data) {
    (void)bytes; (void)size; (void)operation; (void)data;
    return NULL; // A file that is only read keeps its size.
}

static inline herr_t chdf5_image_free(void *bytes, H5FD_file_image_op_t operation, void *data) {
    (void)bytes;
    if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE) chdf5_image_release((chdf5_image *)data);
    return 0;
}

static inline void *chdf5_image_copy_owner(void *data) {
    __atomic_add_fetch(&((chdf5_image *)data)->owners, 1, __ATOMIC_ACQ_REL);
    return data;
}

static inline herr_t chdf5_image_free_owner(void *data) {
    chdf5_image_release((chdf5_image *)data);
    return 0;
}

static inline herr_t chdf5_image_lend(chdf5_image *image, hid_t access) {
    H5FD_file_image_callbacks_t callbacks = {chdf5_image_malloc, chdf5_image_memcpy,     chdf5_image_realloc,   chdf5_image_free,
                                             chdf5_image_copy_owner, chdf5_image_free_owner, image};
    if (H5Pset_fapl_core(access, 1 << 16, 0) < 0) return -1;
    if (H5Pset_file_image_callbacks(access, &callbacks) < 0) return -1;
    return H5Pset_file_image(access, image->bytes, image->size);
}

// A file that is a part of another one: a member of an archive, read where it lies.

typedef struct {
    int descriptor;
    haddr_t start;
    haddr_t size;
} chdf5_section;

typedef struct {
    H5FD_t base; // libhdf5's own part comes first.
    chdf5_section section;
    haddr_t end;
    dev_t device;
    ino_t inode;
} chdf5_section_file;

static inline H5FD_t *chdf5_section_open(const char *name, unsigned flags, hid_t access, haddr_t most) {
    (void)name; (void)most;
    const chdf5_section *section = (const chdf5_section *)H5Pget_driver_info(access);
    if (!section || (flags & H5F_ACC_RDWR)) return NULL;
    chdf5_section_file *file = (chdf5_section_file *)calloc(1, sizeof(chdf5_section_file));
    if (!file) return NULL;
    struct stat status;
    file->section = *section;
    // Closed with the file, whatever becomes of the descriptor that was lent.
    file->section.descriptor = fcntl(section->descriptor, F_DUPFD_CLOEXEC, 0);
    if (file->section.descriptor < 0 || fstat(file->section.descriptor, &status) < 0) {
        if (file->section.descriptor >= 0) close(file->section.descriptor);
        free(file);
        return NULL;
    }
    file->device = status.st_dev;
    file->inode = status.st_ino;
    return &file->base;
}

static inline herr_t chdf5_section_close(H5FD_t *base) {
    chdf5_section_file *file = (chdf5_section_file *)base;
    close(file->section.descriptor);
    free(file);
    return 0;
}

// Which of two comes first; 0 tells libhdf5 that they are the same file.
static inline int chdf5_section_compare(const H5FD_t *left, const H5FD_t *right) {
    const chdf5_section_file *a = (const chdf5_section_file *)left, *b = (const chdf5_section_file *)right;
    if (a->device != b->device) return a->device < b->device ? -1 : 1;
    if (a->inode != b->inode) return a->inode < b->inode ? -1 : 1;
    if (a->section.start != b->section.start) return a->section.start < b->section.start ? -1 : 1;
    return 0;
}

static inline herr_t chdf5_section_query(const H5FD_t *base, unsigned long *flags) {
    (void)base;
    if (flags) *flags = H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE;
    return 0;
}

static inline haddr_t chdf5_section_allocated(const H5FD_t *base, H5FD_mem_t type) {
    (void)type;
    return ((const chdf5_section_file *)base)->end;
}

static inline herr_t chdf5_section_allocate(H5FD_t *base, H5FD_mem_t type, haddr_t end) {
    (void)type;
    ((chdf5_section_file *)base)->end = end;
    return 0;
}

static inline haddr_t chdf5_section_end(const H5FD_t *base, H5FD_mem_t type) {
    (void)type;
    return ((const chdf5_section_file *)base)->section.size;
}

static inline herr_t chdf5_section_read(H5FD_t *base, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t size, void *bytes) {
    (void)type; (void)transfer;
    const chdf5_section *section = &((chdf5_section_file *)base)->section;
    size_t filled = 0;
    if (address > section->size || size > section->size - address) return -1;
    while (filled < size) {
        ssize_t got = pread(section->descriptor, (char *)bytes + filled, size - filled, (off_t)(section->start + address + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return -1;
        filled += (size_t)got;
    }
    return 0;
}

static inline herr_t chdf5_section_handle(H5FD_t *base, hid_t access, void **handle) {
    (void)access;
    *handle = &((chdf5_section_file *)base)->section.descriptor;
    return 0;
}

static inline herr_t chdf5_section_write(H5FD_t *base, H5FD_mem_t type, hid_t transfer, haddr_t address, size_t size, const void *bytes) {
    (void)base; (void)type; (void)transfer; (void)address; (void)size; (void)bytes;
    return -1;
}

// Makes what is opened with these properties a part of the file behind a descriptor. To be called under the lock of libhdf5.
static inline herr_t chdf5_section_lend(hid_t access, int descriptor, haddr_t start, haddr_t size) {
    static hid_t driver = -1;
    static const H5FD_class_t description = {
#if H5_VERSION_GE(1, 13, 2)
        .version = H5FD_CLASS_VERSION,
        .value = (H5FD_class_value_t)1903,
#endif
        .name = "section",
        .maxaddr = (haddr_t)1 << 62,
        .fc_degree = H5F_CLOSE_WEAK,
        .fapl_size = sizeof(chdf5_section),
        .open = chdf5_section_open,
        .close = chdf5_section_close,
        .cmp = chdf5_section_compare,
        .query = chdf5_section_query,
        .get_eoa = chdf5_section_allocated,
        .set_eoa = chdf5_section_allocate,
        .get_eof = chdf5_section_end,
        .get_handle = chdf5_section_handle,
        .read = chdf5_section_read,
        .write = chdf5_section_write,
        .fl_map = H5FD_FLMAP_DICHOTOMY,
    };
    if (driver < 0) driver = H5FDregister(&description);
    chdf5_section section = {descriptor, start, size};
    return driver < 0 ? -1 : H5Pset_driver(access, driver, &section);
}

// The descriptor of an open file that lies on a disk, or of the file that it is a section of; below 0 where there is none.
static inline int chdf5_descriptor(hid_t file) {
    void *handle = NULL;
    return H5Fget_vfd_handle(file, H5P_DEFAULT, &handle) < 0 || !handle ? -1 : *(const int *)handle;
}
