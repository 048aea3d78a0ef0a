package import NeuralNetwork

extension Graph {
    /// What a sigmoid or a softmax made `prediction` of, if one did.
    ///
    /// Keras computes every crossentropy from them, whatever the loss is told and even where the two don't belong together (a binary
    /// crossentropy of a softmax's logits): the functions keep them as `_keras_logits`. In loss and metrics alike.
    package func logits(of prediction: Value) -> Value? {
        let node = nodes[prediction.index]
        switch node.operation {
        case let softmax as Softmax where !softmax.isLogarithmic: return node.inputs[0]
        case let activation as ElementwiseActivation where activation.function == .sigmoid: return node.inputs[0]
        default: return nil
        }
    }
}
