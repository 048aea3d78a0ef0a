import NeuralNetwork

/// The order of a layer's axes.
enum DataFormat: String, Sendable {
    case channelsLast = "channels_last"
    case channelsFirst = "channels_first"
}

/// Two numbers of an image's axes: rows first, as in Keras.
struct Extent: Hashable, Sendable {
    var height: Int
    var width: Int
}

extension LayerOptions {
    /// `data_format`; absent or null is Keras' own default, `channels_last`.
    mutating func dataFormat() throws -> DataFormat {
        let name = try choice("data_format", of: ["channels_last", "channels_first"], default: "channels_last")
        return name == "channels_first" ? .channelsFirst : .channelsLast
    }

    mutating func padding(_ option: String = "padding") throws -> Padding {
        try choice(option, of: ["valid", "same"], default: "valid") == "same" ? .same : .valid
    }

    /// `[height, width]`, or one number for both.
    mutating func extent(_ option: String, default absent: Extent? = nil) throws -> Extent {
        note(
            option, "a positive integer or two of them",
            default: absent.map { .array([.integer($0.height), .integer($0.width)]) })
        guard let value = value(option) else {
            if let absent { return absent }
            throw fault(option, expected: "a positive integer or two of them", found: nil)
        }
        guard let extent = Self.pair(value), extent.height > 0, extent.width > 0,
            max(extent.height, extent.width) <= SizeLimits.option
        else {
            throw fault(option, expected: "a positive integer or two of them", found: value)
        }
        return extent
    }

    /// How much of each side: `[[top, bottom], [left, right]]`, `[rows, columns]` for both sides each, or one number for all.
    mutating func edges(_ option: String, default absent: Edges) throws -> Edges {
        let expected = "an integer, two, or two pairs, none negative"
        note(
            option, expected,
            default: .array([
                .array([.integer(absent.top), .integer(absent.bottom)]), .array([.integer(absent.left), .integer(absent.right)]),
            ]))
        guard let value = value(option) else { return absent }
        if let sides = value.elements, sides.count == 2, sides.allSatisfy({ $0.elements != nil }) {
            guard let rows = Self.pair(sides[0]), let columns = Self.pair(sides[1]) else {
                throw fault(option, expected: expected, found: value)
            }
            let edges = Edges(top: rows.height, bottom: rows.width, left: columns.height, right: columns.width)
            guard edges.all.allSatisfy({ (0...SizeLimits.option).contains($0) }) else {
                throw fault(option, expected: expected, found: value)
            }
            return edges
        }
        guard let both = Self.pair(value), (0...SizeLimits.option).contains(both.height),
            (0...SizeLimits.option).contains(both.width)
        else {
            throw fault(option, expected: expected, found: value)
        }
        return Edges(top: both.height, bottom: both.height, left: both.width, right: both.width)
    }

    private static func pair(_ value: JSON) -> Extent? {
        if let one = value.integer { return Extent(height: one, width: one) }
        guard let elements = value.elements, elements.count == 2, let height = elements[0].integer,
            let width = elements[1].integer
        else { return nil }
        return Extent(height: height, width: width)
    }
}

/// A number of pixels for each side of an image.
struct Edges: Hashable, Sendable {
    var top: Int
    var bottom: Int
    var left: Int
    var right: Int
    var all: [Int] { [top, bottom, left, right] }
}
