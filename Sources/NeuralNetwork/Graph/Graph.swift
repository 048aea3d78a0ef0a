/// Operations on tensors in the order in which they were added, each fed by values that stand before it.
///
/// A graph is built by one function per operation (`convolution`, `dense`, `pooling`, …; see the files of `Operations`).
/// Each checks its shape rule at once and throws `GraphError` where it is broken, so that a graph that could be built
/// can be compiled for every shape its inputs allow. The batch is the first dimension of every value that comes from an
/// input; images are `[batch, height, width, channels]`. An unknown dimension is `nil` until `Plan` makes it concrete.
///
/// ```swift
/// var graph = Graph()
/// let image = try graph.input(name: "image", shape: [nil, 224, 224, 3])
/// graph.origin = "conv1"
/// let features = try graph.convolution(image, kernel: kernel, bias: bias, strides: (2, 2), padding: .same)
/// try graph.output(graph.activation(features, .relu()), name: "features")
/// ```
public struct Graph: Sendable {
    /// What an operation yields: a handle that is good in the graph that gave it.
    public struct Value: Hashable, Sendable {
        package let index: Int
    }

    /// One end of a graph.
    public struct Port: Sendable, Hashable {
        public let name: String
        public let value: Value
        public let shape: Shape
    }

    /// The name that operations added from now on carry in errors and printed plans: that of the layer they belong to.
    public var origin = ""

    public private(set) var inputs: [Port] = []
    public private(set) var outputs: [Port] = []
    package private(set) var nodes: [Node] = []
    private var variables: [ObjectIdentifier: Value] = [:]
    /// Whether what is added now are gradients.
    var isDifferentiating = false
    /// What variables become at the end of a run.
    package private(set) var assignments: [Assignment] = []
    /// What layers add to the loss for what they compute.
    public private(set) var penalties: [Value] = []
    /// Whether layers do what they do only while a model is trained: drop, add noise, gather statistics.
    public var isTraining = false
    /// The number of the step (see ``StepNumber``), of a graph that ends in a loss; for what is made by chance while a model is trained.
    public var trainingStep: Value?
    /// Whether layers add what they cost to ``penalties``: in judging as in training.
    public var endsInLoss: Bool { trainingStep != nil }
    /// The step that the graph is built for, where extents depend on it.
    package var builtForStep = 0
    /// What was drawn for it.
    package var drawnExtents: [DrawnExtent] = []

    public init() {}

    /// A tensor given to each run.
    ///
    /// - Parameter shape: batch first; `nil` where each compilation may choose.
    public mutating func input(name: String, shape: Shape) throws(GraphError) -> Value {
        guard !inputs.contains(where: { $0.name == name }) else {
            throw .mismatch(site: "input \"\(name)\"", expected: "a name of its own", found: "another input of that name")
        }
        let previous = origin
        origin = name
        defer { origin = previous }
        let value = try add(Input(name: name, declared: shape), [])
        inputs.append(Port(name: name, value: value, shape: shape))
        return value
    }

    /// A tensor that is the same in each run. Its shape has no batch unless its use needs one.
    ///
    /// Where it stands for a variable, in any shape of as many elements, each run reads that.
    public mutating func constant(_ tensor: Tensor) -> Value {
        if let variable = tensor.notes?.variable {
            let whole = value(of: variable)
            guard tensor.shape != variable.shape else { return whole }
            nodes.append(
                Node(operation: Reshape(target: .whole(tensor.shape)), inputs: [whole], origin: origin, shape: tensor.shape))
            return Value(index: nodes.count - 1)
        }
        nodes.append(Node(operation: Constant(tensor: tensor), inputs: [], origin: origin, shape: tensor.shape))
        return Value(index: nodes.count - 1)
    }

    /// What reads a variable; one value for each, however often it is asked for.
    public mutating func value(of variable: Variable) -> Value {
        if let known = variables[ObjectIdentifier(variable)] { return known }
        nodes.append(Node(operation: VariableReading(variable: variable), inputs: [], origin: origin, shape: variable.shape))
        let value = Value(index: nodes.count - 1)
        variables[ObjectIdentifier(variable)] = value
        return value
    }

    /// Whether something in the graph reads a variable.
    public func reads(_ variable: Variable) -> Bool { variables[ObjectIdentifier(variable)] != nil }

    /// Has each run end by making `variable` what `value` is then; everything in the run sees what it was before.
    public mutating func assign(_ value: Value, to variable: Variable) throws(GraphError) {
        guard nodes.indices.contains(value.index) else { throw foreign(value, site: "variable \"\(variable.name)\"") }
        guard shape(of: value) == variable.shape.map({ $0 }) else {
            throw .mismatch(
                site: "variable \"\(variable.name)\"", expected: "a value of shape \(variable.shape)",
                found: shape(of: value).text)
        }
        assignments.append(Assignment(variable: variable, value: value))
    }

    /// Adds a value of one element to ``penalties``.
    public mutating func penalize(_ value: Value) { penalties.append(value) }

    /// Makes `value` the next result of a run. One value may be several outputs, an input may be an output.
    public mutating func output(_ value: Value, name: String) throws(GraphError) {
        guard nodes.indices.contains(value.index) else { throw foreign(value, site: "output \"\(name)\"") }
        guard !outputs.contains(where: { $0.name == name }) else {
            throw .mismatch(site: "output \"\(name)\"", expected: "a name of its own", found: "another output of that name")
        }
        outputs.append(Port(name: name, value: value, shape: nodes[value.index].shape))
    }

    /// The shape of a value, `nil` where it is known only once the graph is compiled.
    ///
    /// The value must be of this graph, and not younger than this copy of it.
    public func shape(of value: Value) -> Shape {
        precondition(nodes.indices.contains(value.index), "value \(value.index) is not one of the \(nodes.count) of this graph")
        return nodes[value.index].shape
    }

    /// Adds `operation` after its shape rule has accepted `inputs`.
    package mutating func add(_ operation: some Operation, _ inputs: [Value]) throws(GraphError) -> Value {
        let site = Site(operation: operation.name, origin: origin)
        for input in inputs where !nodes.indices.contains(input.index) { throw foreign(input, site: site.description) }
        do {
            let shape = try operation.shape(of: inputs.map { nodes[$0.index].shape })
            nodes.append(
                Node(operation: operation, inputs: inputs, origin: origin, shape: shape, isGradient: isDifferentiating))
        } catch {
            throw GraphError(error, at: site)
        }
        return Value(index: nodes.count - 1)
    }

    /// Makes the operation of a value another, of the same shape rule.
    mutating func replaceOperation(of value: Value, by operation: some Operation) {
        nodes[value.index].operation = operation
    }

    private func foreign(_ value: Value, site: String) -> GraphError {
        .mismatch(site: site, expected: "a value of this graph (0 to \(nodes.count - 1))", found: "value \(value.index)")
    }
}

/// One operation in its place in a graph.
package struct Node: Sendable {
    package var operation: any Operation
    package var inputs: [Graph.Value]
    package var origin: String
    package var shape: Shape
    /// Whether it was added on the way back from a loss.
    package var isGradient = false

    package var site: Site { Site(operation: operation.name, origin: origin) }
}

/// A variable and what it becomes.
package struct Assignment: Sendable {
    package let variable: Variable
    package var value: Graph.Value
}
