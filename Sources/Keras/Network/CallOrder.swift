/// Puts the calls of a network in an order in which each finds its inputs ready.
enum CallOrder {
    /// A layer that waits for its own result, by its index.
    struct Cycle: Error { let layer: Int }

    /// Depth first from each call in the order of the file, without recursion, for a network may be thousands of layers deep.
    static func order(_ layers: [NetworkLayer]) throws(Cycle) -> [CallReference] {
        enum State { case waiting, entered, done }
        var states = layers.map { Array(repeating: State.waiting, count: $0.calls.count) }
        var order: [CallReference] = []
        for layer in layers.indices {
            for call in layers[layer].calls.indices {
                var stack = [CallReference(layer: layer, call: call)]
                while let top = stack.last {
                    switch states[top.layer][top.call] {
                    case .waiting:
                        states[top.layer][top.call] = .entered
                        for input in layers[top.layer].dependencies(ofCall: top.call).reversed() {
                            switch states[input.layer][input.call] {
                            case .waiting: stack.append(CallReference(layer: input.layer, call: input.call))
                            case .entered: throw Cycle(layer: input.layer)
                            case .done: break
                            }
                        }
                    case .entered:
                        states[top.layer][top.call] = .done
                        order.append(top)
                        stack.removeLast()
                    case .done: stack.removeLast()
                    }
                }
            }
        }
        return order
    }
}
