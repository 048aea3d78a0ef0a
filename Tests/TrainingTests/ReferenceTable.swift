import Foundation
import NeuralNetwork
import TestMaterial

/// Tables of cases that the scripts of `References` made with both generations of Keras.
enum ReferenceTable {
    static func cases<Case: Decodable>(_ name: String, as type: Case.Type = Case.self) throws -> [Case] {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(
            [Case].self, from: Data(contentsOf: URL(filePath: Project.path("Tests/TrainingTests/References/\(name)"))))
    }
}

/// An array of a table.
struct ReferenceArray: Decodable {
    let shape: [Int]
    let values: [Float]

    var tensor: Tensor { Tensor(shape: shape, values: values) }
}

/// What a class is made with: Keras' keywords, each with a number, a text, several numbers or nothing.
struct ReferenceOptions: Decodable {
    private enum Value: Decodable {
        case number(Float)
        case list([Float])
        case text(String)
        case flag(Bool)
        case nothing

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .nothing
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Float.self) {
                self = .number(number)
            } else if let list = try? container.decode([Float].self) {
                self = .list(list)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    private let values: [String: Value]

    init(from decoder: any Decoder) throws { values = try [String: Value](from: decoder) }

    func number(_ name: String) -> Float? { if case .number(let number) = values[name] { number } else { nil } }

    func integer(_ name: String) -> Int? { number(name).map { Int($0) } }

    func flag(_ name: String) -> Bool { if case .flag(true) = values[name] { true } else { false } }

    func text(_ name: String) -> String? { if case .text(let text) = values[name] { text } else { nil } }

    /// One number counts as a list of one.
    func list(_ name: String) -> [Float]? {
        switch values[name] {
        case .list(let list): list
        case .number(let number): [number]
        default: nil
        }
    }
}

/// Whether `found` is `expected` but for `tolerance`, of the number or of 1, whichever is greater; NaN is NaN, and infinity is infinity.
func agree(_ found: [Float], _ expected: [Float], tolerance: Float = 1e-6) -> Bool {
    found.count == expected.count
        && zip(found, expected).allSatisfy { found, expected in
            if expected.isNaN { return found.isNaN }
            if expected.isInfinite { return found == expected }
            return abs(found - expected) <= tolerance * max(1, abs(expected))
        }
}
