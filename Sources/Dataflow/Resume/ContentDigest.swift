import Foundation

/// A short number that changes when content does: FNV-1a (Fowler, Noll, Vo) over words of 64 bits, so that a model of hundreds of
/// megabytes costs little. It notices changes; it does not withstand forgery.
public struct ContentDigest: Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325
    private var rest: [UInt8] = []

    public init() {}

    public mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var bytes = bytes[...]
        if !rest.isEmpty {
            let count = min(8 - rest.count, bytes.count)
            rest += bytes.prefix(count)
            bytes = bytes.dropFirst(count)
            guard rest.count == 8 else { return }
            mix(rest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
            rest = []
        }
        let words = UnsafeRawBufferPointer(rebasing: bytes)
        for offset in stride(from: 0, to: words.count & ~7, by: 8) {
            mix(words.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        rest = Array(words[(words.count & ~7)...])
    }

    /// Adds a file's content.
    ///
    /// - Throws: `FileRefusal` where the file can't be read.
    public mutating func add(contentsOf path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileRefusal(path, expected: "a file to read", code: errno) }
        defer { close(descriptor) }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 8) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw FileRefusal(path, expected: "a file to read", code: errno) }
                if count == 0 { return }
                add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// 16 hexadecimal digits.
    public var text: String {
        var whole = self
        // The length of the rest makes "a" and "a\0" two things.
        if !rest.isEmpty {
            whole.rest += [UInt8](repeating: 0, count: 8 - rest.count)
            whole.mix(whole.rest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
        }
        whole.mix(UInt64(rest.count))
        let digits = String(whole.state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func mix(_ word: UInt64) {
        state = (state ^ UInt64(littleEndian: word)) &* 0x0000_0100_0000_01b3
        // The product alone carries nothing from the high bits down.
        state ^= state >> 32
    }
}
