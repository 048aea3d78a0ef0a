import ArgumentParser
import Dataflow
import Keras

struct LayersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layers", abstract: "Lists the layers that models can be made of, or tells the options of one.")

    @Argument(help: ArgumentHelp("The layer to tell about.", valueName: "name"))
    var name: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let layers = LayerCatalogue.descriptions
        guard let name else {
            show(try json ? JSONText.text(of: layers) + "\n" : layers.map(\.manual).joined(separator: "\n"))
            return
        }
        guard let layer = layers.first(where: { $0.name == name }) else {
            Failure.tell(
                "framerill layers: \"\(name)\" is not a layer" + Suggestion.advice(for: name, among: layers.map(\.name)))
            throw Failure.wrongUsage
        }
        show(try json ? JSONText.text(of: layer) + "\n" : layer.manual)
    }

    private func show(_ lines: String) { print(lines, terminator: "") }
}

extension LayerDescription {
    /// The layer's name, and a line for each option.
    fileprivate var manual: String {
        let width = options.map(\.name.count).max() ?? 0
        let lines = options.map { option in
            let name = option.name + String(repeating: " ", count: width - option.name.count)
            let absent = option.isRequired ? "; required" : option.defaultValue.map { "; default \($0)" } ?? ""
            return "    \(name)  \(option.type)\(absent)\n"
        }
        return "\(name)\n" + lines.joined()
    }
}
