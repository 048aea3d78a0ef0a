public import NeuralNetwork
import Synchronization

/// A Keras model with its weights, ready to answer.
///
/// ```swift
/// let model = try Model("yolo.h5")
/// let answers = try model.predict([images])   // one tensor for each of model.outputs
/// ```
///
/// A model may be used from several threads at once. Each concrete shape of the inputs is compiled when it first comes (which
/// takes from milliseconds to seconds) and kept; see `Plan` for the threads that a prediction computes with.
///
/// Large weights stay in the model's file, which is open for reading as long as the model lives: they are read when a plan packs them,
/// and when the model is saved. Replacing the file, as `save` does, is no harm; writing into it is.
public final class Model: Sendable {
    /// Everything that is known without weights.
    public let description: ModelDescription
    /// The model as operations, open in the dimensions that its inputs leave open.
    public let graph: Graph

    public var name: String { description.name }
    /// In the model's order.
    public var inputs: [ModelPort] { description.inputs }
    public var outputs: [ModelPort] { description.outputs }

    let blueprint: Blueprint
    /// As the layers want them, large ones still in the model's file; the graph's constants share their memory.
    let weights: [LayerTree<[Tensor]>]
    /// The file that the model came from whole, for what it holds beside the model.
    let origin: ModelFile?
    /// The model as a layer that other models are built of.
    public let definition: LayerDefinition
    let options: PlanOptions
    private let plans = Mutex(PlanShelf())
    private let madeTensors = Mutex<ModelTensors?>(nil)

    /// The layers and tensors, as other models are built of them; made when they are first asked for.
    var tensors: ModelTensors {
        madeTensors.withLock { made in
            if let made { return made }
            let new = ModelTensors(of: blueprint, weights: weights)
            made = new
            return new
        }
    }

    /// Loads the model at `path` with its weights.
    ///
    /// - Parameters:
    ///   - lambdas: the functions of Lambda layers that Framerill doesn't know itself.
    ///   - kernels: how the file holds the kernels of convolutions; `rotated` for a network that was trained on Theano.
    ///   - options: how plans are compiled.
    /// - Throws: `KerasError.answer` when the file carries an answer (see `ModelCheck`) and the model gives another;
    ///   `HDF5Error` for what is no whole HDF5 file, `KerasError` for a model that can't be used as it is; both say where in
    ///   the file, what was expected there, and what was found.
    public convenience init(
        _ path: String, lambdas: [LambdaFunction] = [], kernels: KernelOrientation = .asSaved,
        options: PlanOptions = PlanOptions()
    ) throws {
        let file = try ModelFile(path, lambdas: lambdas)
        try self.init(file.blueprint, weights: file.weights(kernels), origin: file, options: options)
        try file.recordedAnswer()?.verify(self, file: path)
    }

    /// Loads the model without asking whether it answers as was recorded with it.
    convenience init(unchecked path: String, lambdas: [LambdaFunction], options: PlanOptions) throws {
        let file = try ModelFile(path, lambdas: lambdas)
        try self.init(file.blueprint, weights: file.weights(.asSaved), origin: file, options: options)
    }

    /// Loads the model at `path`, which may be the text of `model.to_json()`, with the weights of another file.
    ///
    /// - Parameters:
    ///   - weights: what `model.save_weights()` of any version of Keras wrote, or a whole model's file.
    ///   - byName: matches layers by their names and leaves out what else the file holds, as Keras' `by_name`; otherwise layers are
    ///     matched in their order, those without weights left out on both sides.
    ///   - evenIfMarkedOpen: reads the weights even if the program that wrote them never closed their file.
    /// - Throws: as `init(_:lambdas:kernels:options:)`; `KerasError.weights` where counts or shapes differ.
    public convenience init(
        _ path: String, weights: String, byName: Bool = false, evenIfMarkedOpen: Bool = false, lambdas: [LambdaFunction] = [],
        kernels: KernelOrientation = .asSaved, options: PlanOptions = PlanOptions()
    ) throws {
        let file = try ModelFile(path, lambdas: lambdas)
        let values = try WeightsFile(weights, evenIfMarkedOpen: evenIfMarkedOpen)
            .read(file.blueprint, kernels: kernels, byName: byName, base: nil)
        try self.init(file.blueprint, weights: values, origin: nil, options: options)
    }

    /// This model with the weights of another file, as Keras' `load_weights`.
    ///
    /// - Parameters:
    ///   - byName: matches layers by their names; those that the file doesn't name keep their weights.
    ///   - evenIfMarkedOpen: reads the weights even if the program that wrote them never closed their file.
    /// - Throws: `HDF5Error` for what is no HDF5 file, `KerasError.weights` where counts or shapes differ.
    public func loadingWeights(
        _ path: String, byName: Bool = false, kernels: KernelOrientation = .asSaved, evenIfMarkedOpen: Bool = false
    ) throws -> Model {
        let values = try WeightsFile(path, evenIfMarkedOpen: evenIfMarkedOpen)
            .read(blueprint, kernels: kernels, byName: byName, base: weights)
        return try Model(blueprint, weights: values, origin: nil, options: options)
    }

    /// A model of a configuration as in the attribute `model_config`, with weights that are asked for by name and shape, layer by
    /// layer in the order in which Keras writes them.
    package convenience init(
        configuration: String, version: String, options: PlanOptions = PlanOptions(),
        weight: (_ name: String, _ shape: [Int]) -> Tensor
    ) throws {
        let context = ReadingContext(path: "configuration", version: KerasVersion(version))
        let blueprint = try Blueprint(configuration: configuration, place: "model_config", context: context)
        let weights = zip(blueprint.network.layers, blueprint.shapes.weights).map { layer, tree in
            var tensors = tree.map { _ in [Tensor]() }
            for slot in SavedWeights.slots(of: layer, tree) {
                tensors.append(weight(slot.specification.name, slot.specification.shape), at: slot.path[...])
            }
            return tensors
        }
        try self.init(blueprint, weights: weights, origin: nil, options: options)
    }

    init(
        _ blueprint: Blueprint, weights: [LayerTree<[Tensor]>], origin: ModelFile?, options: PlanOptions
    ) throws {
        self.blueprint = blueprint
        self.weights = weights
        self.origin = origin
        description = blueprint.description
        definition = LayerDefinition(model: blueprint, weights: weights)
        graph = try blueprint.graph(weights: weights)
        self.options = options
        try options.precision.checkProcessor()
        guard options.precision != .int8 || quantizedKernelCount > 0 else {
            throw KerasError.quantization(
                model: name, expected: "int8 scales, which \"framerill quantize\" adds to a model",
                found: "none; quantise it, or choose fast")
        }
    }

    /// What the model answers to a batch.
    ///
    /// - Parameters:
    ///   - inputs: one tensor for each of `inputs`, all with the same batch, which is their first dimension.
    ///   - batchSize: the most items that are computed at once; a larger batch is answered in parts.
    /// - Returns: one tensor for each of `outputs`.
    /// - Throws: `KerasError.prediction` for inputs that the model doesn't take.
    public func predict(_ inputs: [Tensor], batchSize: Int = 32) throws -> [Tensor] {
        let batch = try check(inputs, batchSize)
        guard batch > batchSize, self.inputs.allSatisfy({ $0.shape.first == .some(nil) }) else {
            return try plan(for: inputs.map(\.shape)).run(inputs)
        }
        var parts: [[Tensor]] = []
        for start in stride(from: 0, to: batch, by: batchSize) {
            let rows = start..<min(start + batchSize, batch)
            let slices = inputs.map { $0.rows(rows) }
            parts.append(try plan(for: slices.map(\.shape)).run(slices))
        }
        return outputs.indices.map { index in Tensor(joiningRows: parts.map { $0[index] }) }
    }

    /// What the model answers to a batch of at most 32, by a plan that isn't kept: the first answer that the user asks for shall find
    /// as much memory as if none had been given before. In floating point, for that is what recorded answers were given in.
    func predictOnce(_ inputs: [Tensor]) throws -> [Tensor] {
        var options = options
        if options.precision != .exact { options.precision = .fast }
        guard try check(inputs, 1) <= 32 else { return try predict(inputs) }
        return try Plan(graph, inputShapes: inputs.map(\.shape), options: options).run(inputs)
    }

    /// How many shapes are compiled.
    package var planCount: Int { plans.withLock { $0.count } }

    /// The compiled model for inputs of these shapes; compiled now if it is not yet.
    public func plan(for shapes: [[Int]]) throws -> Plan {
        if let plan = plans.withLock({ $0.plan(for: shapes) }) { return plan }
        let plan = try Plan(graph, inputShapes: shapes, options: options)
        return plans.withLock { $0.keep(plan, for: shapes) }
    }

    /// The bytes of the weights that are in memory, those that plans have packed left out: what a file holds in chunks, or is small, or
    /// had to be computed.
    package var loadedWeightBytes: Int {
        func bytes(_ tree: LayerTree<[Tensor]>) -> Int {
            switch tree {
            case .layer(let tensors): tensors.reduce(0) { $0 + ($1.isLoaded ? $1.count * 4 : 0) }
            case .network(let trees): trees.reduce(0) { $0 + bytes($1) }
            }
        }
        return weights.reduce(0) { $0 + bytes($1) }
    }

    private func check(_ inputs: [Tensor], _ batchSize: Int) throws(KerasError) -> Int {
        func fault(_ expected: String, _ found: String) -> KerasError {
            .prediction(model: name, expected: expected, found: found)
        }
        guard batchSize > 0 else { throw fault("a batch size of at least 1", "\(batchSize)") }
        guard inputs.count == self.inputs.count else {
            let names = self.inputs.map { "\"\($0.name)\" \($0.shape.pythonText)" }.joined(separator: ", ")
            throw fault("\(self.inputs.count) input(s): \(names)", "\(inputs.count)")
        }
        for (port, tensor) in zip(self.inputs, inputs) where !port.shape.admits(tensor.shape) || tensor.count == 0 {
            throw fault(
                "a tensor of shape \(port.shape.pythonText) for input \"\(port.name)\"", SavedLayer.text(tensor.shape))
        }
        guard let batch = inputs.first?.shape.first, inputs.allSatisfy({ $0.shape.first == batch }) else {
            throw fault("inputs of the same batch", inputs.map { SavedLayer.text($0.shape) }.joined(separator: ", "))
        }
        return batch
    }
}
