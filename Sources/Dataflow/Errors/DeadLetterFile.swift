import Foundation
import Synchronization

/// The file of dead letters of one run: JSON Lines, a letter a line.
///
/// Opening it empties it. Each letter is on the disk before the run goes on: letters are few, and each is all that is left of
/// its item.
final class DeadLetterFile: Sendable {
    private let file: Mutex<AppendedFile>

    /// - Throws: `FileRefusal` where the file can't be written.
    init(replacing path: String) throws {
        file = Mutex(try AppendedFile(replacing: path))
    }

    func append(_ letter: DeadLetter) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(letter), as: UTF8.self) + "\n"
        try file.withLock { file in
            try file.append(line)
            try file.synchronise()
        }
    }

    func finish() throws {
        try file.withLock { try $0.finish() }
    }
}

extension DeadLetter {
    /// The letters of a file, the last one of each item, in the order of the items.
    ///
    /// - Throws: `FileRefusal` where the file can't be read or a line is no letter.
    public static func read(_ path: String) throws -> [DeadLetter] {
        let content: String
        do {
            content = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw FileRefusal(
                path: path, expected: "a file of dead letters", found: error.localizedDescription,
                advice: "give the path that a stage's \"dead-letter:\" names")
        }
        var letters: [ItemID: DeadLetter] = [:]
        for (number, line) in content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
            guard let letter = try? JSONDecoder().decode(DeadLetter.self, from: Data(line.utf8)) else {
                throw FileRefusal(
                    path: "\(path):\(number + 1)",
                    expected: "a dead letter in JSON with source, index, stage, error and attempts",
                    found: String(line.prefix(60)), advice: "remove the line, or give a file that a run has written")
            }
            letters[letter.item] = letter
        }
        return letters.values.sorted { $0.item < $1.item }
    }
}
