import CHDF5

/// libhdf5's record of its last failure, turned into ours. To be used under the lock.
enum ErrorStack {
    /// The error for an `operation` (an infinitive: "read the data") that has just failed.
    static func error(_ operation: String, at place: Place) -> HDF5Error {
        .library(place, operation: operation, reason: reason())
    }

    /// What the library said: its most specific line first, then the line of the call that failed.
    private static func reason() -> String {
        var lines: [String] = []
        withUnsafeMutablePointer(to: &lines) { lines in
            _ = H5Ewalk2(
                chdf5_default_error_stack(), H5E_WALK_UPWARD,
                { _, entry, lines in
                    if let text = entry?.pointee.desc, let lines {
                        lines.assumingMemoryBound(to: [String].self).pointee.append(String(cString: text))
                    }
                    return 0
                }, lines)
        }
        H5Eclear2(chdf5_default_error_stack())
        guard let first = lines.first else { return "the library gave no reason" }
        if let cause = systemError(in: first) { return cause }
        guard let last = lines.last, last != first else { return first }
        return "\(first) (\(last))"
    }

    /// The operating system's words in a line such as `file write failed: …, error message = 'No space left on device', …`.
    /// Not of a lock: that it is "temporarily unavailable" says nothing of what is.
    private static func systemError(in line: String) -> String? {
        guard !line.contains("lock file"), let start = line.firstRange(of: "error message = '"),
            let end = line[start.upperBound...].firstIndex(of: "'")
        else { return nil }
        return String(line[start.upperBound..<end])
    }
}

/// Passes a status of libhdf5 through, or throws what the library recorded.
@discardableResult
func check<Status: SignedInteger>(
    _ status: Status, _ operation: @autoclosure () -> String, at place: Place
) throws(HDF5Error) -> Status {
    guard status >= 0 else { throw ErrorStack.error(operation(), at: place) }
    return status
}
