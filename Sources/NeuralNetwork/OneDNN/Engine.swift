import COneDNN

/// The processor as oneDNN sees it; one for the process, never destroyed.
///
/// Unchecked, for oneDNN's engine is immutable and may be used from any thread.
final class Engine: @unchecked Sendable {
    let handle: dnnl_engine_t

    private init() throws {
        var handle: dnnl_engine_t?
        try check(dnnl_engine_create(&handle, dnnl_cpu, 0), "engine_create")
        self.handle = handle!
    }

    static func shared() throws -> Engine { try instance.get() }

    private static let instance = Result { try Engine() }

    /// The library's version, `2.6.3`.
    static var version: String {
        let version = dnnl_version()!.pointee
        return "\(version.major).\(version.minor).\(version.patch)"
    }
}

/// An order of execution; one per context, used by one thread at a time.
final class Stream {
    let handle: dnnl_stream_t

    init() throws {
        var handle: dnnl_stream_t?
        let engine = try Engine.shared()
        try check(dnnl_stream_create(&handle, engine.handle, UInt32(dnnl_stream_default_flags.rawValue)), "stream_create")
        self.handle = handle!
    }

    deinit { dnnl_stream_destroy(handle) }
}

/// A call that oneDNN refused; plans add where it happened and turn it into `GraphError.engine`.
struct EngineFailure: Error {
    let call: String
    let status: String
    /// oneDNN has no implementation for what was asked; another form of the request may have one.
    let isUnimplemented: Bool
}

func check(_ status: dnnl_status_t, _ call: String) throws {
    guard status != dnnl_success else { return }
    let names = [
        dnnl_out_of_memory.rawValue: "out of memory", dnnl_invalid_arguments.rawValue: "invalid arguments",
        dnnl_unimplemented.rawValue: "unimplemented", framerill_no_implementation_left.rawValue: "no implementation left",
        dnnl_runtime_error.rawValue: "runtime error", dnnl_not_required.rawValue: "not required",
    ]
    throw EngineFailure(
        call: call, status: names[status.rawValue] ?? "status \(status.rawValue)", isUnimplemented: status == dnnl_unimplemented)
}
