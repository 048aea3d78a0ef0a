import CCairo

/// A status of cairo that isn't success.
struct CairoFailure: Error {
    var operation: String
    var message: String
    var wantsMemory = false

    static func check(_ status: cairo_status_t, _ operation: String) throws(CairoFailure) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw CairoFailure(
            operation: operation, message: String(cString: cairo_status_to_string(status)),
            wantsMemory: status == CAIRO_STATUS_NO_MEMORY)
    }
}
