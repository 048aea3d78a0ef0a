import Foundation
import Synchronization

/// The file of dead letters of one run: JSON Lines, a letter a line. Each letter is on the disk before the run goes on: letters are few, and each is all that is left of
/// its item.
final class DeadLetterFile: Sendable {
    private struct State {
        let file: AppendedFile
        /// The letters of this run.
        var written: [ItemID: DeadLetter] = [:]
    }

    private let path: String
    private let state: Mutex<State>
    /// The letters that were there before, in their order.
    private let earlier: [DeadLetter]

    /// A run that begins anew empties the file; one that resumes goes on behind what is there.
    ///
    /// - Throws: `FileRefusal` where the file can't be written or what is there is none of ours.
    init(_ path: String, _ start: RunStart) throws {
        self.path = path
        guard start.isResuming, FileManager.default.fileExists(atPath: path) else {
            state = Mutex(State(file: try AppendedFile(replacing: path)))
            earlier = []
            return
        }
        let (letters, length) = try DeadLetter.readWhole(path)
        earlier = letters
        let file = try AppendedFile(continuing: path)
        try file.cut(to: length)
        state = Mutex(State(file: file))
    }

    /// The files at these paths, by path.
    static func open(_ paths: Set<String>, _ start: RunStart) throws -> [String: DeadLetterFile] {
        try Dictionary(uniqueKeysWithValues: paths.map { ($0, try DeadLetterFile($0, start)) })
    }

    /// Writes a letter, unless an earlier run has written just that.
    func append(_ letter: DeadLetter) throws {
        try state.withLock { state in
            if !earlier.contains(letter) {
                try state.file.append(letter.line)
                try state.file.synchronise()
            }
            state.written[letter.item] = letter
        }
    }

    /// Closes the file. After a run that came to its end, letters of earlier runs whose items this run has brought through are
    /// taken out; until then they stay, so that a run that is cut short loses none.
    ///
    /// - Parameter wasWorkedOn: whether this run worked on an item; `nil` if the run did not come to its end.
    func finish(wasWorkedOn: ((ItemID) -> Bool)?) throws {
        try state.withLock { state in
            try state.file.finish()
            guard let wasWorkedOn else { return }
            let current = state.written
            let kept = earlier.filter { current[$0.item] == nil && !wasWorkedOn($0.item) }
            guard kept.count < earlier.count else { return }
            let letters = kept + current.values.sorted { $0.item < $1.item }
            let temporary = path + ".tmp"
            let file = try AppendedFile(replacing: temporary)
            try file.append(try letters.map { try $0.line }.joined())
            try file.finish()
            guard rename(temporary, path) == 0 else {
                throw FileRefusal(path, expected: "a file to replace", code: errno)
            }
        }
    }
}

extension DeadLetter {
    /// The letters of a file, the last one of each item, in the order of the items. A last line that was cut is no letter.
    ///
    /// - Throws: `FileRefusal` where the file can't be read or a line is no letter.
    public static func read(_ path: String) throws -> [DeadLetter] {
        let letters = Dictionary(try readWhole(path).letters.map { ($0.item, $0) }) { $1 }
        return letters.values.sorted { $0.item < $1.item }
    }

    fileprivate var line: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// All letters in the order of the file, and how many bytes their lines take.
    fileprivate static func readWhole(_ path: String) throws -> (letters: [DeadLetter], length: Int) {
        let content: Data
        do {
            content = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw FileRefusal(
                path: path, expected: "a file of dead letters", found: error.localizedDescription,
                advice: "give the path that a stage's \"dead-letter:\" names")
        }
        guard let end = content.lastIndex(of: UInt8(ascii: "\n")) else { return ([], 0) }
        let lines = content[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let letters = try lines.enumerated().map { number, line in
            guard let letter = try? JSONDecoder().decode(DeadLetter.self, from: line) else {
                throw FileRefusal(
                    path: "\(path):\(number + 1)",
                    expected: "a dead letter in JSON with source, index, stage, error and attempts",
                    found: String(decoding: line.prefix(60), as: UTF8.self),
                    advice: "remove the line, or give a file that a run has written")
            }
            return letter
        }
        return (letters, end + 1)
    }
}
