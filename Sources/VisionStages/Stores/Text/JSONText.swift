import Dataflow

/// Compact JSON text, written in the order of the calls, so that equal records give equal bytes.
struct JSONText {
    private(set) var text = ""
    private var isFirst = true

    /// An object on its own.
    static func object(_ body: (inout JSONText) -> Void) -> String {
        var json = JSONText()
        json.object(body)
        return json.text
    }

    mutating func object(_ body: (inout JSONText) -> Void) {
        enclose("{", "}", body)
    }

    mutating func field(_ key: String, _ value: Int?) { name(key, value.map { "\($0)" }) }
    mutating func field(_ key: String, _ value: Float) { name(key, "\(value)") }
    mutating func field(_ key: String, _ value: Double) { name(key, "\(value)") }
    mutating func field(_ key: String, _ value: String?) { name(key, value.map(quotedAsJSON)) }
    mutating func field(_ key: String, _ values: [Double]) {
        name(key, "[" + values.map { "\($0)" }.joined(separator: ",") + "]")
    }

    mutating func field<Element>(_ key: String, _ elements: [Element], _ body: (inout JSONText, Element) -> Void) {
        name(key, "")
        enclose("[", "]") { list in
            for element in elements {
                list.separate()
                list.object { body(&$0, element) }
            }
        }
    }

    private mutating func name(_ key: String, _ value: String?) {
        separate()
        text += "\"\(key)\":\(value ?? "null")"
    }

    private mutating func separate() {
        if !isFirst { text += "," }
        isFirst = false
    }

    private mutating func enclose(_ start: String, _ end: String, _ body: (inout JSONText) -> Void) {
        text += start
        isFirst = true
        body(&self)
        text += end
        isFirst = false
    }
}
