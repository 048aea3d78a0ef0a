/// How to read one output of a YOLO network.
///
/// The output is `[batch, rows, columns, anchors × (5 + classes)]`; per anchor it holds `x, y, width, height, objectness,
/// classes…`. A region head (YOLOv2) has one output, its anchors in cells, and a softmax over the classes; the later heads come
/// in several scales, with anchors in pixels of the network's input and a logistic function per class.
public struct YOLOHead: Sendable, Hashable {
    /// What the anchors' sizes count.
    public enum AnchorUnit: Sendable, Hashable {
        /// Cells of this head's grid.
        case cells
        /// Pixels of the network's input, whose size this is.
        case pixels(inputWidth: Int, inputHeight: Int)
    }

    /// How the classes of one anchor share their probability.
    public enum ClassActivation: Sendable, Hashable {
        /// Exactly one class is there: the probabilities add up to 1.
        case softmax
        /// Each class for itself.
        case logistic
    }

    /// The name of the model's output that this head reads; nil for a model's only output.
    public let output: String?
    public let anchors: [Anchor]
    public let anchorUnit: AnchorUnit
    public let classCount: Int
    public let classActivation: ClassActivation
    /// How far a centre may lie outside of its cell: it is `σ(x) · scaleXY − (scaleXY − 1) / 2` from the cell's edge (YOLOv4).
    public let scaleXY: Float
    /// Darknet's `new_coords` (scaled YOLOv4): the network itself applied the logistic function to all values, and a size is
    /// `(2 · value)² · anchor`.
    public let usesNewCoordinates: Bool

    /// A YOLOv2 head; `anchors` are in cells.
    public static func region(anchors: [Anchor], classCount: Int, output: String? = nil) -> YOLOHead {
        YOLOHead(
            output: output, anchors: anchors, anchorUnit: .cells, classCount: classCount, classActivation: .softmax, scaleXY: 1,
            usesNewCoordinates: false)
    }

    /// One scale of a YOLOv3 or YOLOv4 network; `anchors` are in pixels of the network's input.
    public static func scale(
        anchors: [Anchor], classCount: Int, inputWidth: Int, inputHeight: Int, output: String? = nil, scaleXY: Float = 1,
        usesNewCoordinates: Bool = false
    ) -> YOLOHead {
        YOLOHead(
            output: output, anchors: anchors, anchorUnit: .pixels(inputWidth: inputWidth, inputHeight: inputHeight),
            classCount: classCount, classActivation: .logistic, scaleXY: scaleXY, usesNewCoordinates: usesNewCoordinates)
    }

    /// How many channels the output must have.
    public var channelCount: Int { anchors.count * (5 + classCount) }

    /// What to call the head in messages.
    var title: String { output.map { "head \"\($0)\"" } ?? "head" }

    /// Throws unless an output of this shape, batch first, can be decoded.
    public func check(outputShape shape: [Int]) throws(VisionError) {
        guard shape.count == 4, shape.allSatisfy({ $0 > 0 }), shape[3] == channelCount, channelCount > 0 else {
            throw .shape(
                of: title,
                expected: "[batch, rows, columns, \(channelCount)], \(anchors.count) anchors × (5 + \(classCount) classes)",
                found: shape)
        }
    }
}
