/// What the first page of a file says of the packed weight behind it: a line with the version and a checksum of the text that follows; a
/// line with the number of bytes, their checksum, and that of a sample of them; the weight's identity. Zeros fill the page.
struct WeightHeader: Hashable {
    static let version = 1
    static let bytes = 4096

    let count: Int
    let whole: Checksum
    let sample: Checksum
    let identity: WeightIdentity

    init(_ memory: UnsafeRawBufferPointer, _ identity: WeightIdentity) {
        (count, whole, sample) = (memory.count, Checksum(memory), Checksum(sampling: memory))
        self.identity = identity
    }

    /// Nil for a page that isn't what was written.
    init?(_ page: UnsafeRawBufferPointer) {
        let text = String(decoding: page.prefix { $0 != 0 }, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, case let fields = lines[1].split(separator: " "), fields.count == 3,
            let count = Int(fields[0]), let whole = Checksum(text: fields[1]), let sample = Checksum(text: fields[2])
        else { return nil }
        (self.count, self.whole, self.sample) = (count, whole, sample)
        identity = WeightIdentity(text: lines[2])
        if text != self.text { return nil }
    }

    var text: String {
        let rest = "\(count) \(whole.text) \(sample.text)\n\(identity.text)\n"
        return "framerill weight \(Self.version) \(Checksum(of: rest).text)\n\(rest)"
    }
}
