/// A recurrent layer of a cell that the configuration names, or of several on top of each other.
struct RNNLayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        guard let cell = options.value("cell") else { throw options.fault("cell", expected: "a cell", found: nil) }
        cells = try Self.cells(cell, &options)
        self.options = try RecurrentOptions(from: &options)
    }

    private static func cells(_ value: JSON, _ options: inout LayerOptions) throws -> [RecurrentCellLayer] {
        let className = value[key: "class_name"]?.text
        guard let className, let config = value[key: "config"] else {
            throw options.fault("cell", expected: "a cell with class_name and config", found: value)
        }
        if className == "StackedRNNCells" {
            guard let cells = config[key: "cells"]?.elements, !cells.isEmpty,
                cells.allSatisfy({ $0[key: "class_name"]?.text != className })
            else { throw options.fault("cell", expected: "at least one cell in the stack, and no stack in it", found: value) }
            if config[key: "reverse_state_order"]?.flag == true {
                throw options.fault(
                    "cell", expected: "states in the order of the cells", found: config[key: "reverse_state_order"])
            }
            return try cells.flatMap { try Self.cells($0, &options) }
        }
        let name = className.split(separator: ">").last ?? ""
        guard name.hasSuffix("Cell"), let kind = RecurrentCellLayer.Kind(rawValue: String(name.dropLast("Cell".count))),
            let members = config.object
        else {
            throw options.fault(
                "cell", expected: "SimpleRNNCell, GRUCell, LSTMCell or StackedRNNCells of them", found: .string(className))
        }
        var nested = LayerOptions(
            members, layerName: options.layerName, className: "\(options.className), \(className)", context: options.context)
        let cell = try RecurrentCellLayer(kind, from: &nested)
        try nested.finish()
        return [cell]
    }
}
