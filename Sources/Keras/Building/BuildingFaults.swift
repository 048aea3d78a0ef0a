/// What is wrong with the calls of a model that is built.
enum BuildingFaults {
    /// - Throws: all that is wrong: one `KerasError`, or several.
    static func check(_ graph: CallGraph, inputs: [KerasTensor], _ place: String) throws(KerasError) {
        var faults: [KerasError] = []
        for tensor in inputs where !tensor.definition.isInput {
            faults.append(
                .configuration(
                    file: place, place: "inputs", expected: "what Input gives",
                    found: "what layer \"\(tensor.definition.name)\" (\(tensor.definition.className)) gives"))
        }
        let given = Set(inputs.map { ObjectIdentifier($0.definition) })
        for definition in graph.layers where definition.isInput && !given.contains(ObjectIdentifier(definition)) {
            faults.append(
                .configuration(
                    file: place, place: "inputs", expected: "every input that the outputs come from",
                    found: "no \"\(definition.name)\""))
        }
        for definition in graph.layers {
            for call in graph.calls(of: definition) where call.outputs == nil {
                do {
                    _ = try CallTrial(of: call, of: definition, place: place)
                } catch let error as KerasError {
                    faults.append(error)
                } catch {
                    // Of an input that isn't known the layer before it tells.
                }
            }
        }
        if faults.count == 1 { throw faults[0] }
        if !faults.isEmpty { throw .several(faults) }
    }
}
