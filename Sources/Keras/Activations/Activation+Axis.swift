import NeuralNetwork

extension NeuralNetwork.Activation {
    private var hasAxis: Bool {
        switch self {
        case .softmax, .logSoftmax, .sparsemax: true
        default: false
        }
    }

    /// The function if each element has its own, which may be applied in any order of axes; else nothing.
    var ofElements: NeuralNetwork.Activation { hasAxis ? .linear : self }

    /// The function if it goes along an axis, else nothing.
    var alongAxis: NeuralNetwork.Activation { hasAxis ? self : .linear }
}
