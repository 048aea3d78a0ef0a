// What libjpeg's error handler needs to come back to us.
#pragma once
#include "CJPEG.h"
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

struct failure {
    struct jpeg_error_mgr manager; // First, so that the library's pointer is a pointer to this.
    jmp_buf jump;
    cjpeg_result result;
};

/// Installs handlers that note the fault in `failure->result` and jump to `failure->jump`.
struct jpeg_error_mgr *failure_handlers(struct failure *failure);
