/// The calls that lead from a model's inputs to its outputs, and the layers in the order in which Keras lists them.
///
/// The rules are those of `_map_graph_network` of tf.keras: a layer stands the deeper, the longer the way from it to an output;
/// layers of one depth stand in the order in which the way back from the outputs meets them.
struct CallGraph {
    struct Call: Hashable {
        let layer: ObjectIdentifier
        let number: Int
    }

    /// In the order of the configuration.
    private(set) var layers: [LayerDefinition] = []
    private(set) var calls: Set<Call> = []
    /// Each call behind those that it waits for.
    private var order: [(definition: LayerDefinition, number: Int)] = []

    init(inputs: [KerasTensor], outputs: [KerasTensor]) {
        var met: [ObjectIdentifier: Int] = [:]
        for output in outputs { visit(output, &met) }
        var depths: [Call: Int] = [:]
        var layerDepths: [ObjectIdentifier: Int] = [:]
        var definitions: [ObjectIdentifier: LayerDefinition] = [:]
        for (definition, number) in order.reversed() {
            let id = ObjectIdentifier(definition)
            definitions[id] = definition
            let depth = max(depths[Call(layer: id, number: number), default: 0], layerDepths[id, default: 0])
            layerDepths[id] = depth
            depths[Call(layer: id, number: number)] = depth
            for tensor in definition.calls[number].dependencies {
                let parent = tensor.place
                depths[parent] = max(depth + 1, depths[parent, default: 0])
            }
        }
        // An input that leads nowhere is an input all the same.
        for input in inputs where layerDepths[ObjectIdentifier(input.definition)] == nil {
            let id = ObjectIdentifier(input.definition)
            (definitions[id], layerDepths[id], met[id]) = (input.definition, 0, -1)
            calls.insert(input.place)
        }
        layers = definitions.keys.sorted { (-layerDepths[$0]!, met[$0]!) < (-layerDepths[$1]!, met[$1]!) }.map {
            definitions[$0]!
        }
    }

    /// Walks back from a tensor depth first, without recursion, for a network may be thousands of layers deep.
    private mutating func visit(_ output: KerasTensor, _ met: inout [ObjectIdentifier: Int]) {
        var stack: [(tensor: KerasTensor, isLeft: Bool)] = [(output, false)]
        while let (tensor, isLeft) = stack.popLast() {
            if isLeft {
                order.append((tensor.definition, tensor.call))
                continue
            }
            guard calls.insert(tensor.place).inserted else { continue }
            let id = ObjectIdentifier(tensor.definition)
            if met[id] == nil { met[id] = met.count }
            stack.append((tensor, true))
            for input in tensor.definition.calls[tensor.call].dependencies.reversed() { stack.append((input, false)) }
        }
    }

    /// The number that a call has in the configuration: that among the calls of the layer that are the model's.
    func number(of tensor: KerasTensor) -> Int {
        let id = ObjectIdentifier(tensor.definition)
        let before = (0..<tensor.call).count { calls.contains(Call(layer: id, number: $0)) }
        return before + tensor.definition.firstNode
    }

    /// The calls of a layer that are the model's.
    func calls(of definition: LayerDefinition) -> [LayerCall] {
        let id = ObjectIdentifier(definition)
        return definition.calls.enumerated().filter { calls.contains(Call(layer: id, number: $0.offset)) }.map(\.element)
    }
}

extension KerasTensor {
    /// The call that gave it.
    fileprivate var place: CallGraph.Call { CallGraph.Call(layer: ObjectIdentifier(definition), number: call) }
}
