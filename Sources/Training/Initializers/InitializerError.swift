/// Why an initializer can't make a weight.
public enum InitializerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A shape that it isn't for: the class, what was expected, the shape.
    case shape(initializer: String, expected: String, found: [Int])
    /// An option that Keras refuses.
    case option(initializer: String, option: String, expected: String, found: String)

    public var description: String {
        switch self {
        case .shape(let initializer, let expected, let found): "\(initializer): expected \(expected), found the shape \(found)"
        case .option(let initializer, let option, let expected, let found):
            "\(initializer): expected \(option) to be \(expected), found \(found)"
        }
    }
}
