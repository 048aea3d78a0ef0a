/// Memory for tensors of one shape, used again once nobody refers to a tensor any more: what is made again and again costs no allocation.
struct TensorPool {
    let shape: [Int]
    private var storages: [TensorStorage] = []
    /// Who holds more tensors at once gets the rest from the system.
    private static let most = 8

    init(shape: [Int]) { self.shape = shape }

    /// A tensor whose elements are whatever lay there; every one must be written before it is read.
    mutating func take() -> Tensor {
        for index in storages.indices where isKnownUniquelyReferenced(&storages[index]) {
            return Tensor(shape: shape, storage: storages[index])
        }
        let storage = TensorStorage(uninitialized: shape.reduce(1, *))
        if storages.count < Self.most { storages.append(storage) }
        return Tensor(shape: shape, storage: storage)
    }
}
