public import Imaging
public import NeuralNetwork
public import Vision

/// The name and type of a slot of a `Frame`. A stage of your own adds one in the same way as these are added:
///
///     extension SlotKey where Value == [Plate] { static var plates: Self { Self("plates") } }
public struct SlotKey<Value: Sendable>: Sendable {
    public let name: String
    public init(_ name: String) { self.name = name }
}

extension SlotKey where Value == PixelBuffer {
    /// The picture, as loaded or as drawn on.
    public static var image: Self { Self("image") }
}

extension SlotKey where Value == Tensor {
    /// The network's input for this frame, `[1, height, width, channels]`.
    public static var tensor: Self { Self("tensor") }
}

extension SlotKey where Value == FramePlacement {
    /// Where the picture lies in the network's input, so that boxes find their way back.
    public static var placement: Self { Self("placement") }
}

extension SlotKey where Value == ModelOutputs {
    /// The network's answers for this frame, in the model's order.
    public static var outputs: Self { Self("outputs") }
}

extension SlotKey where Value == BoxCandidates {
    /// Boxes above the score threshold, not yet thinned out.
    public static var candidates: Self { Self("candidates") }
}

extension SlotKey where Value == FrameDetections {
    /// What was found, in pixels of the frame.
    public static var detections: Self { Self("detections") }
}
