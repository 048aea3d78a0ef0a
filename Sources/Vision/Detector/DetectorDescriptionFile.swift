public import Foundation

extension DetectorDescription {
    /// Reads the `.json` beside a model.
    ///
    /// - Throws: `VisionError.file` that names the place in the file, what was expected there and what was found.
    public init(contentsOf path: String) throws(VisionError) {
        let data = try VisionFile.data(contentsOf: path, holding: "the description of a detector")
        try self.init(json: data, path: path)
    }

    /// Reads a description out of `json`; `path` is what messages call it.
    public init(json: Data, path: String) throws(VisionError) {
        do {
            self = try JSONDecoder().decode(DetectorDescription.self, from: json)
        } catch let error as DecodingError {
            throw Self.explain(error, path: path)
        } catch {
            throw .file(path: path, at: nil, expected: "JSON", found: "\(error)", advice: Self.advice)
        }
    }

    private static let advice = "see the description that stands beside data/models/framerill-road.h5"

    private static func explain(_ error: DecodingError, path: String) -> VisionError {
        func place(_ keys: [any CodingKey]) -> String? {
            if keys.isEmpty { return nil }
            return keys.reduce(into: "") { text, key in
                text += key.intValue.map { "[\($0)]" } ?? (text.isEmpty ? key.stringValue : ".\(key.stringValue)")
            }
        }
        func failure(_ context: DecodingError.Context, _ expected: String, _ found: String) -> VisionError {
            .file(path: path, at: place(context.codingPath), expected: expected, found: found, advice: advice)
        }
        switch error {
        case .keyNotFound(let key, let context):
            return failure(context, "the key \"\(key.stringValue)\"", "none")
        case .typeMismatch(let type, let context):
            return failure(context, Self.name(of: type), "something else")
        case .valueNotFound(let type, let context):
            return failure(context, Self.name(of: type), "null")
        case .dataCorrupted(let context):
            if let fault = context.underlyingError as? DescriptionFault {
                return .file(
                    path: path, at: place(context.codingPath), expected: fault.expected, found: fault.found, advice: advice)
            }
            let cause = context.underlyingError.map { "\(($0 as NSError).userInfo["NSDebugDescription"] ?? $0)" }
            return failure(context, "JSON", cause ?? context.debugDescription)
        @unknown default:
            return .file(path: path, at: nil, expected: "the description of a detector", found: "\(error)", advice: advice)
        }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a whole number"
        case is Float.Type, is Double.Type: "a number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }
}
