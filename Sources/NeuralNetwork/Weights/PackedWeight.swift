import Synchronization

/// A constant of a plan in the form in which its steps read it. It is mapped from a file in which an earlier process has kept it, or else packed
/// when a run comes to it: into memory of that run, which serves the next weight after it, or for good.
final class PackedWeight: Sendable {
    private let tensor: Tensor
    private let form: any WeightForm
    private let place = Mutex<Place>(.unknown)

    private enum Place {
        case unknown
        /// In a file of which a sample was verified, or all.
        case mapped(FileMapping, WeightIdentity, isVerified: Bool)
        /// To be packed; what is packed now has this identity.
        case unpacked(WeightIdentity?)
        case packed(AlignedMemory, WeightIdentity?)
    }

    init(_ tensor: Tensor, as form: some WeightForm) { (self.tensor, self.form) = (tensor, form) }

    var bytes: Int { form.bytes }

    /// What it takes of the memory now, mapped files included.
    var heldBytes: Int {
        place.withLock { place in
            switch place {
            case .mapped(let mapping, _, _): mapping.bytes
            case .packed(let memory, _): memory.bytes
            case .unknown, .unpacked: 0
            }
        }
    }

    /// Of it, what is mapped from a file.
    var mappedBytes: Int {
        place.withLock { place in
            if case .mapped(let mapping, _, _) = place { mapping.bytes } else { 0 }
        }
    }

    /// What packing it takes besides.
    var sourceBytes: Int { form.sourceBytes(tensor) }

    /// Packs it to `memory`, which has at least `bytes`.
    func write(to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        try form.write(tensor, to: memory, with: packing)
    }

    /// The file in which it is kept, if it is and that is the fastest way to it.
    func mapping(in cache: WeightCache?) -> FileMapping? {
        place.withLock { place in
            if case .unknown = place { place = find(in: cache) }
            guard case .mapped(let mapping, _, _) = place else { return nil }
            return mapping
        }
    }

    /// Where it lies, packed now if it isn't yet, and kept as long as the plan.
    ///
    /// - Throws: `ShapeMismatch`, once, where an earlier run used a file that turns out to be damaged.
    func keep(in cache: WeightCache?, with packing: PackingSpace) throws -> UnsafeMutableRawPointer {
        try place.withLock { place in
            let wasUsed: Bool
            if case .unknown = place { (wasUsed, place) = (false, find(in: cache)) } else { wasUsed = true }
            if case .mapped(let mapping, let identity, isVerified: false) = place {
                let isWhole = cache?.verify(mapping, identity) ?? false
                place = isWhole ? .mapped(mapping, identity, isVerified: true) : .unpacked(identity)
                // Who was given an answer made of it must hear of it.
                guard isWhole || !wasUsed else {
                    throw ShapeMismatch(
                        expected: "the packed weights that were kept on the disk",
                        found: "damaged ones, of which an answer before was made; they are removed: start again")
                }
            }
            switch place {
            case .mapped(let mapping, _, _): return mapping.start
            case .packed(let memory, _): return memory.start
            case .unknown: preconditionFailure("a weight that was looked for is still unknown")
            case .unpacked(let identity):
                let memory = AlignedMemory(bytes: bytes)
                try write(to: memory.start, with: packing)
                place = .packed(memory, identity)
                return memory.start
            }
        }
    }

    /// What can be kept on the disk: a weight that was packed from elements that are still the same, so that they were it all the while.
    var keepable: (identity: WeightIdentity, memory: AlignedMemory, bytes: Int)? {
        place.withLock { place in
            guard case .packed(let memory, let identity?) = place, WeightIdentity(tensor, as: form) == identity else {
                return nil
            }
            return (identity, memory, bytes)
        }
    }

    /// What was looked for and had to be packed.
    var missed: (identity: WeightIdentity, bytes: Int)? {
        place.withLock { place in
            switch place {
            case .unpacked(let identity?), .packed(_, let identity?): (identity, bytes)
            default: nil
            }
        }
    }

    private func find(in cache: WeightCache?) -> Place {
        guard let cache, bytes >= WeightCache.leastBytes, let identity = WeightIdentity(tensor, as: form) else {
            return .unpacked(nil)
        }
        return cache.find(identity, bytes: bytes, madeOf: tensor.count * 4).map { .mapped($0, identity, isVerified: false) }
            ?? .unpacked(identity)
    }
}
