/// What `Vision` refuses. Each reads *where: expected, found, what to do*.
public enum VisionError: Error, Sendable, Equatable {
    /// A tensor has another shape than the function needs.
    case shape(of: String, expected: String, found: [Int])
    /// A network answered with a number that is none.
    case notANumber(head: String, row: Int, column: Int, anchor: Int)
    /// An argument lies outside of what it may be.
    case argument(String, expected: String, found: String)
    /// The detector's outputs are not those of the model.
    case missingOutput(name: String, found: [String])
    /// A file that describes a detector, its anchors or its classes can't be used.
    case file(path: String, at: String?, expected: String, found: String, advice: String)
}

extension VisionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .shape(let of, let expected, let found):
            "\(of): expected the shape \(expected), found \(found)"
        case .notANumber(let head, let row, let column, let anchor):
            """
            \(head): expected numbers, found NaN in row \(row), column \(column), anchor \(anchor) of the network's output; \
            check the weights and how the input is scaled
            """
        case .argument(let name, let expected, let found):
            "\(name): expected \(expected), found \(found)"
        case .missingOutput(let name, let found):
            """
            detector description: expected a model with the output "\(name)", found \
            \(found.map { "\"\($0)\"" }.joined(separator: ", ")); use the description that belongs to this model
            """
        case .file(let path, let place, let expected, let found, let advice):
            "\(path)\(place.map { ": \($0)" } ?? ""): expected \(expected), found \(found); \(advice)"
        }
    }
}
