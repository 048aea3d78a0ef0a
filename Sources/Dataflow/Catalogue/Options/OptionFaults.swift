/// The faults met while one option's value is read; reading goes on after a fault, so that all are reported at once.
public struct OptionFaults: Sendable {
    public private(set) var found: [(mark: SourceMark, message: String)] = []

    public init() {}

    public mutating func add(at mark: SourceMark, _ message: String) {
        found.append((mark, message))
    }

    /// Notes nothing where the value is unreadable, which was reported before; else
    /// `expected integer ≥ 1, found text "abc"`, with an end that says what to do.
    public mutating func expected(_ type: String, at value: OptionValue, _ advice: String = "") {
        if case .unreadable = value.content { return }
        add(at: value.mark, "expected \(type), found \(value.found)\(advice)")
    }
}
