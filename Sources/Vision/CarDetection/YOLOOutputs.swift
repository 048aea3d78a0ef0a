public import NeuralNetwork

/// What `yoloHead` makes of a network's features: four tensors over the same cells and anchors, `[…, rows, columns, anchors, n]`.
///
/// The course published two generations of the assignment, which pass these four in different orders; each has its
/// initialiser, and the names say which value is which.
public struct YOLOOutputs: Sendable, Equatable {
    /// How sure the network is that there is an object, `[…, 1]`.
    public let boxConfidence: Tensor
    /// The box's centre, `[…, 2]` as x, y.
    public let boxXY: Tensor
    /// The box's size, `[…, 2]` as width, height.
    public let boxWH: Tensor
    /// The probability of each class, `[…, classes]`.
    public let boxClassProbs: Tensor

    /// In the order of the TensorFlow 1 notebooks.
    public init(boxConfidence: Tensor, boxXY: Tensor, boxWH: Tensor, boxClassProbs: Tensor) throws(VisionError) {
        let cells = try Cells("boxConfidence", boxConfidence, width: 1)
        try cells.check("boxXY", boxXY, width: 2)
        try cells.check("boxWH", boxWH, width: 2)
        try cells.check("boxClassProbs", boxClassProbs, width: nil)
        self.boxConfidence = boxConfidence
        self.boxXY = boxXY
        self.boxWH = boxWH
        self.boxClassProbs = boxClassProbs
    }

    /// In the order of the TensorFlow 2 notebook.
    public init(boxXY: Tensor, boxWH: Tensor, boxConfidence: Tensor, boxClassProbs: Tensor) throws(VisionError) {
        try self.init(boxConfidence: boxConfidence, boxXY: boxXY, boxWH: boxWH, boxClassProbs: boxClassProbs)
    }
}

/// The leading dimensions that tensors share, all but the last, and how many entries they span.
struct Cells {
    let shape: [Int]
    var count: Int { shape.reduce(1, *) }

    init(_ name: String, _ tensor: Tensor, width: Int?) throws(VisionError) {
        shape = Array(tensor.shape.dropLast())
        try check(name, tensor, width: width)
    }

    /// Throws unless `tensor` has these leading dimensions and then `width` (any positive width where it is nil).
    func check(_ name: String, _ tensor: Tensor, width: Int?) throws(VisionError) {
        let last = tensor.shape.last ?? 0
        guard tensor.shape.dropLast() == shape[...], last > 0, width == nil || width == last else {
            let expected = (shape.map(String.init) + [width.map(String.init) ?? "classes"]).joined(separator: ", ")
            throw .shape(of: name, expected: "[\(expected)]", found: tensor.shape)
        }
    }
}
