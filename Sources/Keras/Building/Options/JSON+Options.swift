import OrderedCollections

extension JSON {
    /// An object of Keras in an option: `{"module": "keras.initializers", "class_name": …, "config": …, "registered_name": null}`.
    static func keras(_ module: String, _ className: String, _ config: JSON) -> JSON {
        .object([
            "module": .string("keras.\(module)"), "class_name": .string(className), "config": config, "registered_name": .null,
        ])
    }

    /// A number in single precision, written as the double that it is, as Python writes NumPy's.
    static func single(_ value: Float) -> JSON { .number(Double(value)) }

    /// The decimal number that was written in Swift, as Python keeps it.
    static func decimal(_ value: Float) -> JSON { .number(Double("\(value)") ?? Double(value)) }

    /// A number that Python may hold as an integer, and does where it is whole.
    static func plain(_ value: Double) -> JSON { Int(exactly: value).map { .integer($0) } ?? .number(value) }

    static func seed(_ seed: Int?) -> JSON { integer(orNull: seed) }

    static func integer(orNull value: Int?) -> JSON { value.map { .integer($0) } ?? .null }

    static func string(orNull value: String?) -> JSON { value.map { .string($0) } ?? .null }

    static func numbers(_ values: [Double]) -> JSON { .array(values.map { plain($0) }) }

    /// One axis, or a list of them.
    static func axis(_ axes: some AxisLengths) -> JSON {
        let axes = axes.lengths(axes: 1)
        return axes.count == 1 ? .integer(axes[0]) : integers(axes)
    }

    static func factor(_ factor: some FactorRange) -> JSON {
        factor.bounds.count == 2 && factor.bounds[0] == -factor.bounds[1] ? .number(factor.bounds[1]) : numbers(factor.bounds)
    }

    /// The bounds themselves; one number alone is the upper one, and the lower one its negative, but not below `lowest`.
    static func bounds(_ factor: some FactorRange, lowest: Double) -> JSON {
        let bounds = factor.bounds
        return numbers([bounds[0] == -bounds[1] ? max(bounds[0], lowest) : bounds[0], bounds[1]])
    }

    static func integers(_ values: [Int]) -> JSON { .array(values.map { .integer($0) }) }

    /// One number for each axis.
    static func lengths(_ lengths: some AxisLengths, axes: Int) -> JSON { integers(lengths.lengths(axes: axes)) }

    /// Two numbers for each axis.
    static func edges(_ edges: some EdgeLengths, axes: Int) -> JSON { .array(edges.edges(axes: axes).map { integers($0) }) }

    /// `channels_last` where nothing is said.
    static func format(_ format: String?) -> JSON { .string(format ?? "channels_last") }

    /// `linear` where nothing is said.
    static func activation(_ name: String?) -> JSON { .string(name ?? "linear") }
}
