/// `ActivityRegularization` of Keras: adds a cost on its input in training; changes nothing in an answer.
public struct ActivityRegularization: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        l1: Double = 0.0, l2: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ActivityRegularization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["l1": .number(l1), "l2": .number(l2)])
    }
}

/// Adds a cost on its input in training; changes nothing in an answer.
struct ActivityRegularizationLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("l1", "l2") }
}
