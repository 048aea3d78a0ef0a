import HDF5
import NeuralNetwork

/// How a file says that a kernel was quantised: two attributes of its dataset, whose elements stay the floating point numbers that they
/// were, so that Keras opens the file as any other.
enum ScaleAttributes {
    /// The scale of each filter: a weight w becomes the whole number round(w / scale) from -127 to 127.
    static let scales = "framerill_int8_scales"
    /// The least and the greatest number of what the convolution reads.
    static let inputRange = "framerill_int8_input_range"

    /// What the attributes of a dataset say; nil where there are none.
    ///
    /// - Parameter layer: what errors call the layer.
    static func read(_ dataset: Dataset, layer: String) throws -> KernelQuantization? {
        guard let scales = try dataset.numbers(attribute: scales) else { return nil }
        func fault(_ expected: String, _ found: String) -> KerasError {
            .weights(file: dataset.filePath, layer: layer, place: dataset.path, expected: expected, found: found)
        }
        // Of a depthwise kernel both last dimensions count filters.
        let counts = [dataset.shape.last ?? 0, dataset.shape.suffix(2).reduce(1, *)]
        guard counts.contains(scales.count) else {
            throw fault("\(counts[0]) numbers in the attribute \(Self.scales), one for each filter", "\(scales.count)")
        }
        guard let wrong = scales.firstIndex(where: { !(Float($0) > 0 && Float($0).isFinite) }) else {
            guard let range = try dataset.numbers(attribute: inputRange), range.count == 2,
                range.allSatisfy({ Float($0).isFinite }), range[0] <= 0, range[1] >= 0
            else {
                throw fault(
                    "two numbers in the attribute \(inputRange), the first at most 0, the second at least 0",
                    try dataset.numbers(attribute: inputRange).map { "\($0.prefix(4))" } ?? "none of that name")
            }
            return KernelQuantization(inputRange: Float(range[0])...Float(range[1]), scales: scales.map { Float($0) })
        }
        throw fault("scales above 0 in the attribute \(Self.scales)", "\(scales[wrong]) for filter \(wrong)")
    }

    /// - Parameter path: where the dataset lies in `group`.
    static func write(_ quantization: KernelQuantization?, of path: String, in group: GroupWriter) throws {
        guard let quantization else { return }
        try group.setAttribute(scales, to: .numbers(quantization.scales.map(Double.init)), of: path)
        let range = [quantization.inputRange.lowerBound, quantization.inputRange.upperBound]
        try group.setAttribute(inputRange, to: .numbers(range.map(Double.init)), of: path)
    }

    /// The most filters whose scales fit into an attribute.
    static let mostFilters = 64512 / 8
}

extension Tensor {
    /// The numbers of a dataset, and what it says of their scales.
    init(of dataset: Dataset, layer: String) throws {
        let quantization = try ScaleAttributes.read(dataset, layer: layer)
        self = try Tensor(of: dataset).noted(quantization.map { WeightNotes(name: dataset.path, quantization: $0) })
    }
}
