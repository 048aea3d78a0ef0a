/// Events of Chrome's trace format, each as `,` and a line of JSON. Times are microseconds; the only process is number 1.
enum TraceEvent {
    static let process = ",\n{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":\"framerill\"}}"

    /// Names a row and gives it its place.
    static func row(_ number: Int, _ name: String) -> String {
        ",\n{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"tid\":\(number),\"args\":{\"name\":\(quotedAsJSON(name))}}"
            + ",\n{\"ph\":\"M\",\"name\":\"thread_sort_index\",\"pid\":1,\"tid\":\(number),\"args\":{\"sort_index\":\(number)}}"
    }

    /// A complete event: the work of a row on some items.
    static func span(_ span: WorkSpan, row: Int) -> String {
        var args: String
        if span.items.count == 1 {
            args = "\"item\":\(quotedAsJSON(span.items[0].id.description))"
            if let origin = span.items[0].origin { args += ",\"origin\":\(quotedAsJSON(origin))" }
        } else {
            args = "\"items\":[\(span.items.map { quotedAsJSON($0.id.description) }.joined(separator: ","))]"
            args += ",\"origins\":[\(span.items.map { $0.origin.map(quotedAsJSON) ?? "null" }.joined(separator: ","))]"
        }
        return
            ",\n{\"ph\":\"X\",\"name\":\(quotedAsJSON(span.stage)),\"cat\":\"work\",\"pid\":1,\"tid\":\(row),\"ts\":\(microseconds(span.start))"
            + ",\"dur\":\(microseconds(span.duration)),\"args\":{\(args),\"outcome\":\"\(span.outcome.rawValue)\"}}"
    }

    /// An instant event across the whole process.
    static func mark(_ name: String, at time: Duration, _ details: [(String, String)]) -> String {
        let args = details.map { "\"\($0.0)\":\(quotedAsJSON($0.1))" }.joined(separator: ",")
        return ",\n{\"ph\":\"i\",\"s\":\"p\",\"name\":\(quotedAsJSON(name)),\"cat\":\"event\",\"pid\":1,\"tid\":0"
            + ",\"ts\":\(microseconds(time)),\"args\":{\(args)}}"
    }

    static func counter(_ name: String, _ value: Int, at time: Duration) -> String {
        ",\n{\"ph\":\"C\",\"name\":\(quotedAsJSON(name)),\"pid\":1,\"ts\":\(microseconds(time)),\"args\":{\"items\":\(value)}}"
    }

    /// To the nanosecond.
    static func microseconds(_ duration: Duration) -> String {
        let nanoseconds = Int(duration / .nanoseconds(1))
        let (whole, rest) = (nanoseconds / 1000, abs(nanoseconds % 1000))
        return "\(whole).\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)"
    }
}
