import Foundation

extension BenchReport {
    /// For people: a line for each thing, then a table of the layers in their order.
    func text(model: String) -> String {
        let shapes = inputs.map { $0.map(String.init).joined(separator: "×") }.joined(separator: ", ")
        let share = speed / peak
        let compared =
            share > 1 ? String(format: "%.2f times", share) : String(format: "%.0f %% of", share * 100)
        return """
            \(model): \(shapes), \(precision), \(threads) thread\(threads == 1 ? "" : "s"), \(machine)
            loading \(Self.milliseconds(loading)), compiling \(Self.milliseconds(compiling)), first run \(Self.milliseconds(firstRun))
            \(latency.runs) runs: median \(Self.milliseconds(latency.median)), least \(Self.number(latency.least)), mean \
            \(Self.number(latency.mean)), 90 % within \(Self.number(latency.p90)), 95 % \(Self.number(latency.p95)), 99 % \
            \(Self.number(latency.p99)), most \(Self.number(latency.most)); \(String(format: "%.2f", rows)) images/s
            \(Self.giga(Double(arithmetic))) GFLOP a run, \(Self.giga(speed)) GFLOP/s: \(compared) the machine's \(Self.giga(peak)) \
            GFLOP/s
            memory: \(arenaBytes >> 20) MiB between the layers, \(weightBytes >> 20) MiB of packed weights, \
            \(mappedWeightBytes >> 20) MiB of them mapped from the cache

            \(table)
            """
    }

    /// Rows of the first input a second, in the median run.
    private var rows: Double { Double(inputs.first?.first ?? 1) / latency.median * 1000 }

    private var table: String {
        let total = layers.reduce(0) { $0 + $1.time }
        var lines = [["ms", "%", "GFLOP/s", "layer", "operation", "implementation"]]
        for layer in layers {
            let speed = layer.arithmetic > 0 && layer.time > 0 ? Self.giga(Double(layer.arithmetic) / layer.time * 1000) : ""
            lines.append([
                String(format: "%.3f", layer.time), String(format: "%.1f", layer.time / total * 100), speed,
                layer.layer.isEmpty ? "-" : layer.layer, layer.operation, layer.implementation,
            ])
        }
        let widths = (0..<6).map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = line.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column < 3 ? space + cell : column < 5 ? cell + space : cell
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func milliseconds(_ value: Double) -> String { "\(number(value)) ms" }
    private static func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
    private static func giga(_ value: Double) -> String { String(format: "%.1f", value / 1e9) }
}
