/// Why a graph can't be built, compiled or run. Each text says where, what was expected, what was found.
public enum GraphError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A shape or an option that breaks the rule of an operation, or a tensor that doesn't fit its input.
    case mismatch(site: String, expected: String, found: String)
    /// A well-formed operation that the engine can't carry out.
    case unsupported(site: String, reason: String)
    /// oneDNN refused a call that should have succeeded.
    case engine(site: String, call: String, status: String)

    public var description: String {
        switch self {
        case .mismatch(let site, let expected, let found): "\(site): expected \(expected), found \(found)"
        case .unsupported(let site, let reason): "\(site): \(reason)"
        case .engine(let site, let call, let status): "\(site): oneDNN's \(call) answered \"\(status)\""
        }
    }

    package init(_ mismatch: ShapeMismatch, at site: Site) {
        self = .mismatch(site: site.description, expected: mismatch.expected, found: mismatch.found)
    }
}

/// What a shape rule throws; the graph adds where it happened.
package struct ShapeMismatch: Error {
    package let expected: String
    package let found: String

    package init(expected: String, found: String) {
        (self.expected, self.found) = (expected, found)
    }
}

/// An operation and the layer it stems from, as errors name them: `conv1 (convolution)`.
package struct Site: Sendable, Hashable, CustomStringConvertible {
    package let operation: String
    package let origin: String

    package var description: String { origin.isEmpty ? operation : "\(origin) (\(operation))" }
}
