import Glibc

/// The file of a tuning cache: a line with the version and a checksum of what follows, then one line for each answer, question and answer
/// with a tab between.
enum TuningFile {
    /// Raised when an answer would say something else: since 2, `direct` may be a kernel of ours; since 3, it was faster than the better of two
    /// Winograd convolutions.
    static let version = 3
    /// Ten thousand convolutions take a tenth of it.
    private static let mostBytes = 32 << 20

    /// Nil when there is none, or it isn't whole, or of another version.
    static func read(_ path: String) -> [String: String]? {
        guard let text = text(at: path), let end = text.firstIndex(of: "\n") else { return nil }
        let body = text[text.index(after: end)...]
        guard text[..<end] == header(of: body) else { return nil }
        var answers: [String: String] = [:]
        for line in body.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            answers[String(parts[0])] = String(parts[1])
        }
        return answers
    }

    /// Replaces the file, or does nothing where that can't be done.
    static func write(_ answers: [String: String], to path: String) {
        let body = answers.sorted { $0.key < $1.key }.map { "\(single($0.key))\t\(single($0.value))\n" }.joined()
        CacheFolder.make(path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        let temporary = "\(path).\(getpid()).\(String(UInt32.random(in: .min ... .max), radix: 36)).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let isWhole = write(Array("\(header(of: body[...]))\n\(body)".utf8), to: descriptor)
        close(descriptor)
        if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
    }

    private static func header(of body: Substring) -> Substring {
        // FNV-1a: against accidents, not against malice.
        let sum = body.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "framerill tuning \(version) \(String(sum, radix: 16))"
    }

    /// Without what would end a question or an answer.
    private static func single(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// A text file as a whole; nil when it can't be read, isn't UTF-8 or is larger than any of ours.
    static func text(at path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= mostBytes {
            let got = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            guard got > 0 else { return String(validating: bytes, as: UTF8.self) }
            bytes += piece[..<got]
        }
        return nil
    }
}
