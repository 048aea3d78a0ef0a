// oneDNN 2 and 3 behind one interface: what both have under the same name and form is called as it is, the rest through
// the `framerill_` functions of these headers.
//
// oneDNN 2 describes an operation in a structure first, and a memory descriptor is a structure too; oneDNN 3 makes
// primitive descriptors in one call, and memory descriptors are handles.
#pragma once
#include <oneapi/dnnl/dnnl.h>

#include "layout.h"
#include "winograd.h"
#include "operations.h"
#include "elementwise.h"
#include "window.h"
#include "matrix.h"
#include "movement.h"
#include "recurrent.h"
#include "scales.h"
#include "gradients.h"
