#include "failure.h"

#include <jerror.h>
#include <string.h>

static cjpeg_status status_of(int code) {
    switch (code) {
    case JERR_OUT_OF_MEMORY:
        return CJPEG_OUT_OF_MEMORY;
    case JERR_BAD_PRECISION:
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_EMPTY_IMAGE: // A height of 0 announces a DNL marker, which libjpeg doesn't read.
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        return CJPEG_UNSUPPORTED;
    default:
        return CJPEG_DAMAGED;
    }
}

static void fail(j_common_ptr codec) {
    struct failure *failure = (struct failure *)codec->err;
    char message[JMSG_LENGTH_MAX];
    codec->err->format_message(codec, message);
    failure->result.status = status_of(codec->err->msg_code);
    if (codec->is_decompressor) failure->result.rows = ((j_decompress_ptr)codec)->output_scanline;
    snprintf(failure->result.message, sizeof failure->result.message, "%s", message);
    longjmp(failure->jump, 1);
}

// Level -1 is a warning: libjpeg met damaged data and would paint something in its place.
static void note(j_common_ptr codec, int level) {
    if (level >= 0) return;
    switch (codec->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_ICC:
        return; // Odd labels over sound pixels.
    default:
        fail(codec);
    }
}

static void print_nothing(j_common_ptr codec) { (void)codec; }

struct jpeg_error_mgr *failure_handlers(struct failure *failure) {
    memset(&failure->result, 0, sizeof failure->result);
    jpeg_std_error(&failure->manager);
    failure->manager.error_exit = fail;
    failure->manager.emit_message = note;
    failure->manager.output_message = print_nothing;
    return &failure->manager;
}
