import HDF5
import Keras
import NeuralNetwork

/// What tf.keras says of models that are built alike (`References/make_building.py`).
struct BuildingReference {
    struct Weight {
        let shape: [Int]
        let first: [Float]
        let sum: Double
    }

    let configuration: String
    let summary: String?
    let parameters: Int?
    let weights: [Weight]

    private init(_ value: JSON) {
        configuration = value[key: "config"]?.text ?? ""
        summary = value[key: "summary"]?.text
        parameters = value[key: "parameters"]?.integer
        weights = (value[key: "weights"]?.elements ?? []).map { entry in
            Weight(
                shape: entry[key: "shape"]?.elements?.compactMap(\.integer) ?? [],
                first: entry[key: "first"]?.elements?.compactMap { $0.number.map { Float($0) } } ?? [],
                sum: entry[key: "sum"]?.number ?? .nan)
        }
    }

    /// - Parameter table: `models` or `layers`.
    static func all(_ table: String) throws -> [String: BuildingReference] {
        let bytes = try HDF5File(reading: References.path("building.h5")).root.dataset("json").read(as: UInt8.self)
        guard let members = try JSONParser.parse(String(decoding: bytes, as: UTF8.self))[key: table]?.object else { return [:] }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.key, BuildingReference($0.value)) })
    }

    /// The options of layers, in their order.
    static func options(_ table: String) throws -> [(name: String, options: [(String, JSON)])] {
        let bytes = try HDF5File(reading: References.path("building.h5")).root.dataset("json").read(as: UInt8.self)
        let entries = try JSONParser.parse(String(decoding: bytes, as: UTF8.self))[key: table]?.elements ?? []
        return entries.map { entry in
            (entry[key: "class"]?.text ?? "", entry[key: "options"]?.object?.map { ($0.key, $0.value) } ?? [])
        }
    }

    /// Whether two values are the same to Python, to which 1 and 1.0 are one number.
    static func isSame(_ value: JSON, _ other: JSON) -> Bool {
        if let (elements, others) = value.elements.flatMap({ own in other.elements.map { (own, $0) } }) {
            return elements.count == others.count && zip(elements, others).allSatisfy(isSame)
        }
        return value == other || value.number != nil && value.number == other.number
    }

    /// Where two texts part, with what stands there; nil for equal ones.
    static func parting(_ text: String, from expected: String) -> String? {
        guard text != expected else { return nil }
        let same = zip(text, expected).prefix { $0 == $1 }.count
        func excerpt(_ text: String) -> String { String(text.dropFirst(max(0, same - 60)).prefix(140)) }
        return "after \(same) characters: \"\(excerpt(text))\" for \"\(excerpt(expected))\""
    }

    /// What differs among a model's weights; nil for none.
    func difference(of model: Model) -> String? {
        let own = model.getWeights()
        guard own.map(\.shape) == weights.map(\.shape) else { return "\(own.map(\.shape)) for \(weights.map(\.shape))" }
        for (index, (tensor, expected)) in zip(own, weights).enumerated() {
            let values = tensor.values
            let scale = values.reduce(1e-6) { max($0, abs($1)) }
            for (value, expected) in zip(values, expected.first) where abs(value - expected) > 1e-6 * scale {
                return "weight \(index) \(tensor.shape): \(Array(values.prefix(4))) for \(self.weights[index].first)"
            }
            let sum = values.reduce(0) { $0 + Double($1) }
            guard abs(sum - expected.sum) <= 1e-6 * Double(scale) * Double(values.count).squareRoot() + 1e-6 * abs(expected.sum)
            else { return "weight \(index) \(tensor.shape): the sum \(sum) for \(expected.sum)" }
        }
        return nil
    }
}
