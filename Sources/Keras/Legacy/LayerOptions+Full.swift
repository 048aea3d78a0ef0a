import NeuralNetwork

extension LayerOptions {
    /// The padding `full` of Keras 1 on Theano: the window meets the image from its first touch to its last. Nil for any other.
    mutating func fullPadding(_ size: Extent, _ dilation: Extent) throws -> NeuralNetwork.Padding? {
        guard context.version.major < 2, value("padding")?.text == "full" else { return nil }
        let rows = (size.height - 1) * dilation.height
        let columns = (size.width - 1) * dilation.width
        return .explicit(top: rows, bottom: rows, left: columns, right: columns)
    }
}
