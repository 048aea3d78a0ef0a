import Glibc

/// What tells one packed weight from all others: from which elements it was made, in which form, by which program on which processor.
///
/// A packed weight is read back only where all of it is the same, so that neither a stale nor a foreign one can be taken. It says
/// nothing of a weight whose elements or form have no identity: such a one is packed in every process.
struct WeightIdentity: Hashable, Sendable {
    let text: String

    init(text: String) { self.text = text }

    init?(_ tensor: Tensor, as form: any WeightForm) {
        guard let elements = tensor.identity, let form = form.identity, let program = Self.program else { return nil }
        text = "\(elements) as \(form) by \(program) on \(Machine.name)"
    }

    /// The executable, which this code is linked into. What another build packs counts as foreign: its kernels may read weights in
    /// another order.
    private static let program: String? = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return nil }
        return "\(status.st_size) bytes of \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }()
}

extension Tensor {
    /// What tells the elements from all others that there ever were: their source, or else what they are.
    fileprivate var identity: String? {
        let shape = shape.map(String.init).joined(separator: "x")
        if let source { return source.identity.map { "\(shape) of \($0)" } }
        return withElements { "\(shape) of \(Checksum(UnsafeRawBufferPointer($0)).text)" }
    }
}

extension ScaledFilters {
    var identity: String? {
        guard let kernel = kernel.identity else { return nil }
        let factors = factors.withUnsafeBytes { Checksum($0) }
        return "\(kernel) times \(factors.text) each \(run)"
    }
}

extension Layout {
    /// Every place of every element; nil for layouts that oneDNN keeps to itself, and for such as hold more than the elements.
    var identity: String? {
        guard elementType == .float32, bytes == (offset + paddedDimensions.reduce(1, *)) * 4 else { return nil }
        return placement
    }

    /// Every place of every element; nil for layouts that oneDNN keeps to itself. What else the memory holds is not told.
    var placement: String? {
        guard let blocking else { return nil }
        func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: "x") }
        let blocks = blocking.blocks.map { "\($0.extent)@\($0.dimension)" }.joined(separator: ",")
        return "\(list(dimensions)) in \(list(paddedDimensions)) by \(list(blocking.strides)) blocks \(blocks) from \(offset)"
    }
}
