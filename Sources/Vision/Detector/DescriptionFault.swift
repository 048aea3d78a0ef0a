/// A value in a description that is well-formed but can't be meant.
struct DescriptionFault: Error {
    let expected: String
    let found: String
}

extension DecodingError {
    static func fault(at place: [any CodingKey], expected: String, found: String) -> DecodingError {
        let fault = DescriptionFault(expected: expected, found: found)
        return .dataCorrupted(
            Context(codingPath: place, debugDescription: "expected \(expected), found \(found)", underlyingError: fault))
    }
}

extension KeyedDecodingContainer {
    func fault(_ key: Key, expected: String, found: String) -> DecodingError {
        .fault(at: codingPath + [key], expected: expected, found: found)
    }

    /// A list of `[width, height]`.
    func anchors(_ key: Key) throws -> [Anchor] {
        let pairs = try decode([[Float]].self, forKey: key)
        guard !pairs.isEmpty else { throw fault(key, expected: "at least one anchor", found: "an empty list") }
        return try pairs.enumerated().map { index, pair in
            guard pair.count == 2, pair.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                throw DecodingError.fault(
                    at: codingPath + [key, AnyKey(index)], expected: "[width, height], both above 0", found: "\(pair)")
            }
            return Anchor(width: pair[0], height: pair[1])
        }
    }
}

extension Decoder {
    /// Throws if the object here has a key that isn't one of `known`, so that a misspelt one isn't taken for absent.
    func refuseKeys<Key: CodingKey>(otherThan known: [Key]) throws {
        let found = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
        let names = known.map(\.stringValue)
        guard let stranger = found.first(where: { !names.contains($0) }) else { return }
        throw DecodingError.fault(
            at: codingPath, expected: "only the keys \(names.joined(separator: ", "))", found: "\"\(stranger)\"")
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ index: Int) {
        stringValue = "\(index)"
        intValue = index
    }

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) { self.init(intValue) }
}
