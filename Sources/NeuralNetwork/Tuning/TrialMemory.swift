/// Memory that trials use one after another: the system clears fresh pages, which takes longer than the runs themselves.
final class TrialMemory {
    private var free: [AlignedMemory] = []

    /// Memory for a layout, filled with values that are neither zero nor denormal.
    func filled(_ layout: Layout) -> FilledMemory {
        let fitting = free.indices.filter { free[$0].bytes >= layout.bytes }.min { free[$0].bytes < free[$1].bytes }
        let memory = FilledMemory(layout, fitting.map { free.remove(at: $0) } ?? AlignedMemory(bytes: layout.bytes), of: self)
        memory.fill()
        return memory
    }

    fileprivate func takeBack(_ bytes: AlignedMemory) { free.append(bytes) }
}

/// A tensor of a trial.
final class FilledMemory {
    let layout: Layout
    let bytes: AlignedMemory
    private let owner: TrialMemory

    fileprivate init(_ layout: Layout, _ bytes: AlignedMemory, of owner: TrialMemory) {
        (self.layout, self.bytes, self.owner) = (layout, bytes, owner)
    }

    deinit { owner.takeBack(bytes) }

    func fill() { bytes.start.initializeMemory(as: Float.self, repeating: 0.5, count: layout.bytes / 4) }
}
