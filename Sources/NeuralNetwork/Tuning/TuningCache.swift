import Synchronization

/// What was measured on this machine, kept in a file between runs of programs: `framerill/tuning` in the user's cache folder
/// (`XDG_CACHE_HOME`, or `~/.cache`). It may be deleted at any time.
///
/// Every answer is kept under the machine's processor, the version of oneDNN, and what was asked. Programs that run side by side may
/// use the same file: each change is written to a file of its own, with what others have kept meanwhile, which then takes the name. A file
/// that is damaged, or of another version, counts as empty and is written anew. Where nothing can be written, answers hold as
/// long as the process: a cache is no reason to fail.
package final class TuningCache: Sendable {
    /// The user's.
    static let shared = TuningCache(folder: CacheFolder.path, machine: Machine.name)

    private let path: String?
    private let machine: String
    /// Read when it is first asked for.
    private let answers = Mutex<[String: String]?>(nil)

    /// - Parameters:
    ///   - folder: made when something is to be kept; nil keeps nothing.
    ///   - machine: what answers depend on beside the question.
    package init(folder: String?, machine: String) {
        path = folder.map { "\($0)/\(Self.fileName)" }
        self.machine = machine
    }

    package static let fileName = "tuning"

    package subscript(question: String) -> String? {
        let key = key(question)
        return answers.withLock { answers in
            let known = answers ?? path.flatMap(TuningFile.read) ?? [:]
            answers = known
            return known[key]
        }
    }

    package func keep(_ answer: String, for question: String) {
        let key = key(question)
        answers.withLock { answers in
            // What other programs have measured meanwhile stays.
            var all = (path.flatMap(TuningFile.read) ?? [:]).merging(answers ?? [:]) { theirs, _ in theirs }
            all[key] = answer
            answers = all
            if let path { TuningFile.write(all, to: path) }
        }
    }

    private func key(_ question: String) -> String { "\(machine) | \(question)" }
}

/// What times depend on beside the network.
enum Machine {
    /// The processor's model and the version of oneDNN.
    static let name = "\(processor ?? "unknown processor"), oneDNN \(Engine.version)"

    private static var processor: String? {
        guard let text = TuningFile.text(at: "/proc/cpuinfo") else { return nil }
        // x86 tells a name, ARM a number.
        for field in ["model name", "CPU part"] {
            for line in text.split(separator: "\n") where line.hasPrefix(field) {
                return line.split(separator: ":").last?.trimmed
            }
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
