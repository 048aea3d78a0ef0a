public import NeuralNetwork

/// Finds the scales with which a model's convolutions can be computed with whole numbers of eight bits, by running it on samples of
/// what it will be given.
///
/// ```swift
/// var quantizer = try Quantizer(model, inputShapes: [[1, 320, 320, 3]])
/// for sample in samples { try quantizer.observe([sample]) }
/// let quantized = try quantizer.model(rangesBy: .percentile(99.99))
/// try quantized.save("model.int8.h5")
/// let fast = try Model("model.int8.h5", options: PlanOptions(precision: .int8))
/// ```
///
/// Weights stay what they are, with the scales beside them: with another precision, and in Keras, the model answers as before.
public struct Quantizer {
    /// How the range of what a convolution reads is made of what was seen.
    public enum RangeMethod: Sendable, Hashable {
        /// From the least number to the greatest.
        case minMax
        /// As large as so many percent of the numbers ask for, by magnitude; the others are clipped.
        case percentile(Double)
    }

    /// A convolution that can be quantised.
    public struct Kernel: Sendable, Hashable {
        /// `layer/kernel`, with the names of the networks around it before.
        public let name: String
        public let filters: Int
        /// Whether no other convolution stands before it, or behind it.
        public let isFirst, isLast: Bool
    }

    private let model: Model
    private var calibration: Calibration
    /// Those that become whole numbers.
    public let kernels: [Kernel]
    /// Those that stay as they are.
    public let floatKernels: [Kernel]

    /// - Parameters:
    ///   - inputShapes: of the samples, batch first.
    ///   - keepsFloat: whether a convolution stays as it is; by default the first and the last, whose errors weigh most.
    /// - Throws: `KerasError.quantization` where nothing is left to quantise.
    public init(
        _ model: Model, inputShapes: [[Int]], threads: Int? = nil, keepsFloat: (Kernel) -> Bool = { $0.isFirst || $0.isLast }
    ) throws {
        self.model = model
        let graph = try model.blueprint.graph(weights: model.namedWeights)
        var (kernels, floatKernels) = ([Kernel](), [Kernel]())
        for place in graph.convolutionPlaces {
            let kernel = Kernel(name: place.kernel, filters: place.filters, isFirst: place.isFirst, isLast: place.isLast)
            // Of a layer that is used twice, one use decides.
            guard !kernels.contains(where: { $0.name == kernel.name }) else { continue }
            if keepsFloat(kernel) || kernel.filters > ScaleAttributes.mostFilters {
                floatKernels.append(kernel)
            } else {
                kernels.append(kernel)
            }
        }
        guard !kernels.isEmpty else {
            throw KerasError.quantization(
                model: model.name, expected: "a convolution to quantise",
                found: floatKernels.isEmpty ? "none" : "\(floatKernels.count), which all stay in floating point")
        }
        (self.kernels, self.floatKernels) = (kernels, floatKernels)
        let names = Set(kernels.map(\.name))
        calibration = try Calibration(graph, inputShapes: inputShapes, threads: threads) { names.contains($0.kernel) }
    }

    /// Takes a sample into account: one tensor for each input.
    ///
    /// - Throws: `KerasError.quantization` where a convolution is given NaN or infinity.
    public mutating func observe(_ inputs: [Tensor]) throws {
        do {
            try calibration.observe(inputs)
        } catch CalibrationError.notANumber(let kernel) {
            throw KerasError.quantization(
                model: model.name, expected: "finite numbers before \(kernel)", found: "NaN or infinity; look at the sample")
        }
    }

    /// The range of what each kernel's convolution reads, by the kernel's name.
    public func ranges(by method: RangeMethod) -> [String: ClosedRange<Float>] {
        switch method {
        case .minMax: calibration.ranges(.minMax)
        case .percentile(let percent): calibration.ranges(.percentile(percent))
        }
    }

    /// The model with scales.
    public func model(rangesBy method: RangeMethod, options: PlanOptions = PlanOptions()) throws -> Model {
        let ranges = ranges(by: method)
        let filters = Dictionary(uniqueKeysWithValues: kernels.map { ($0.name, $0.filters) })
        let weights = try model.namedWeights.map { tree in
            try tree.map { tensors in
                try tensors.map { tensor in
                    guard let name = tensor.notes?.name, let range = ranges[name], let count = filters[name] else {
                        return tensor.noted(nil)
                    }
                    let quantization = try KernelQuantization(tensor, filters: count, inputRange: range)
                    return tensor.noted(WeightNotes(name: name, quantization: quantization))
                }
            }
        }
        return try Model(model.blueprint, weights: weights, origin: model.origin, options: options)
    }
}

extension Model {
    /// The convolutions that have scales, by the number of their kernels.
    public var quantizedKernelCount: Int {
        func count(_ tree: LayerTree<[Tensor]>) -> Int {
            switch tree {
            case .layer(let tensors): tensors.count { $0.notes?.quantization != nil }
            case .network(let trees): trees.reduce(0) { $0 + count($1) }
            }
        }
        return weights.reduce(0) { $0 + count($1) }
    }

    /// The weights with the names of their layers and their own.
    fileprivate var namedWeights: [LayerTree<[Tensor]>] {
        func named(
            _ layer: NetworkLayer, _ tree: LayerTree<[WeightSpecification]>, _ weights: LayerTree<[Tensor]>, _ path: String
        )
            -> LayerTree<[Tensor]>
        {
            let path = path + layer.name + "/"
            switch (layer.kind, tree, weights) {
            case (.network(let network), .network(let trees), .network(let weights)):
                return .network(network.layers.indices.map { named(network.layers[$0], trees[$0], weights[$0], path) })
            case (_, .layer(let specifications), .layer(let tensors)):
                return .layer(zip(specifications, tensors).map { $1.noted(WeightNotes(name: path + $0.name)) })
            default: preconditionFailure("layer \"\(layer.name)\" has weights of another kind: \(weights)")
            }
        }
        return blueprint.network.layers.indices.map {
            named(blueprint.network.layers[$0], blueprint.shapes.weights[$0], weights[$0], "")
        }
    }
}
