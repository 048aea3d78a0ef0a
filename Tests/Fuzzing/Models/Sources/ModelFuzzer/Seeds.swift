import Foundation

/// What the search begins from: the models that the tests of Keras hold.
enum Seeds {
    private static let references = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../KerasTests/References").standardized

    /// Files of weights, which configurations are put together with.
    static let weights = [
        "functional-keras2", "functional-keras3", "sequential-keras2", "sequential-keras3", "operations-keras3",
    ]
    .map { references.appending(path: "\($0).h5").path }

    /// Writes the seeds into an empty folder.
    static func write(into folder: String?) {
        guard let folder, let present = try? FileManager.default.contentsOfDirectory(atPath: folder), present.isEmpty else {
            return
        }
        var number = 0
        func add(_ kind: UInt8, _ content: some Sequence<UInt8>) {
            number += 1
            try? (Data([kind]) + Data(content)).write(to: URL(filePath: folder).appending(path: "seed-\(number)"))
        }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: references.path)) ?? []
        for file in files.sorted() {
            guard let content = try? Data(contentsOf: references.appending(path: file)) else { continue }
            switch URL(filePath: file).pathExtension {
            case "keras":
                add(254, content)
                for text in configurations(in: content) { add(0, text) }
            case "h5":
                if content.count < 1 << 16 { add(255, content) }
                let kind = weights.firstIndex { $0.hasSuffix("/" + file) } ?? 0
                for text in configurations(in: content) { add(UInt8(kind), text) }
            case "json": add(0, content)
            default: continue
            }
        }
    }

    /// The configurations in a file: texts from `{"class_name"` or `{"module"` on to the matching brace.
    private static func configurations(in content: Data) -> [Data] {
        var found: [Data] = []
        for lead in [
            #"{"class_name": "Functional""#, #"{"class_name": "Sequential""#, #"{"module": "keras""#, #"{"class_name": "Model""#,
        ] {
            var start = content.startIndex
            while let range = content.range(of: Data(lead.utf8), in: start..<content.endIndex) {
                var (depth, isText, end) = (0, false, range.lowerBound)
                while end < content.endIndex {
                    switch content[end] {
                    case UInt8(ascii: "\""): isText.toggle()
                    case UInt8(ascii: "{") where !isText: depth += 1
                    case UInt8(ascii: "}") where !isText: depth -= 1
                    default: break
                    }
                    end += 1
                    if depth == 0 { break }
                }
                if depth == 0, end - range.lowerBound > 400 { found.append(content[range.lowerBound..<end]) }
                start = max(end, range.upperBound)
            }
        }
        return found
    }
}
