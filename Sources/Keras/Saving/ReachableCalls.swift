/// Which calls of a network's layers its outputs need, and their numbers when the others are left out.
struct ReachableCalls {
    /// By layer, the calls that stay.
    let kept: [[Int]]

    init(of network: Network) {
        var needed = network.layers.map { Array(repeating: false, count: $0.calls.count) }
        var pending = network.outputs.map { CallReference(layer: $0.layer, call: $0.call) }
        while let call = pending.popLast() {
            guard !needed[call.layer][call.call] else { continue }
            needed[call.layer][call.call] = true
            pending += network.layers[call.layer].dependencies(ofCall: call.call).map {
                CallReference(layer: $0.layer, call: $0.call)
            }
        }
        // A layer that no output needs keeps its calls: its weights are the model's all the same.
        kept = needed.map { calls in calls.indices.filter { calls[$0] || !calls.contains(true) } }
    }

    func number(of reference: TensorReference) -> Int { kept[reference.layer].firstIndex(of: reference.call) ?? reference.call }
}
