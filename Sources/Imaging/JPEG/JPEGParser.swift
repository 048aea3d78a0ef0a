import Glibc

/// Follows the markers of JPEG images byte by byte (ITU-T T.81, annex B).
struct JPEGParser: Sendable {
    enum Event: Hashable {
        case `continue`
        /// The byte is the second one of a start-of-image marker.
        case began
        /// The byte is the last one of the image.
        case ended
        case broken(expected: String, found: String)
    }

    private enum State: Hashable {
        case betweenImages
        /// 0xFF came where an image may begin.
        case beforeStart
        /// A segment ended; a marker must follow.
        case betweenSegments
        /// 0xFF came between segments.
        case inMarker
        case inLength(startsScan: Bool)
        case inSecondByteOfLength(first: Int, startsScan: Bool)
        case inSegment(bytesLeft: Int, startsScan: Bool)
        case inScan
        /// 0xFF came among the coded pixels.
        case inScanMarker
    }

    private var state = State.betweenImages

    var isBetweenImages: Bool { state == .betweenImages }
    var isInsideImage: Bool { state != .betweenImages && state != .beforeStart }

    /// How many of the coming bytes change nothing but the count of what is left; they needn't go through ``step(_:)``.
    mutating func bytesToSkip(in bytes: UnsafeRawBufferPointer) -> Int {
        switch state {
        case .inSegment(let bytesLeft, let startsScan):
            // The last byte is stepped over, so that the state changes in one place only.
            let skipped = min(bytesLeft - 1, bytes.count)
            state = .inSegment(bytesLeft: bytesLeft - skipped, startsScan: startsScan)
            return skipped
        case .inScan:
            guard let start = bytes.baseAddress, let found = memchr(start, 0xFF, bytes.count) else { return bytes.count }
            return start.distance(to: UnsafeRawPointer(found))
        default:
            return 0
        }
    }

    mutating func step(_ byte: UInt8) -> Event {
        switch state {
        case .betweenImages:
            guard byte == 0xFF else { return broken("the start of a JPEG image (ff d8)", byte) }
            state = .beforeStart
        case .beforeStart:
            if byte == 0xFF { return .continue }  // Fill bytes may stand before any marker.
            guard byte == 0xD8 else { return broken("the start of a JPEG image (ff d8)", byte, after: "ff ") }
            state = .betweenSegments
            return .began
        case .betweenSegments:
            guard byte == 0xFF else { return broken("a marker (ff)", byte) }
            state = .inMarker
        case .inMarker:
            return marker(byte, elsewhere: .betweenSegments)
        case .inLength(let startsScan):
            state = .inSecondByteOfLength(first: Int(byte), startsScan: startsScan)
        case .inSecondByteOfLength(let first, let startsScan):
            let length = first << 8 | Int(byte)
            guard length >= 2 else {
                return .broken(expected: "a segment's length of 2 or more", found: "\(length)")
            }
            state = Self.segment(bytesLeft: length - 2, startsScan: startsScan)
        case .inSegment(let bytesLeft, let startsScan):
            state = Self.segment(bytesLeft: bytesLeft - 1, startsScan: startsScan)
        case .inScan:
            if byte == 0xFF { state = .inScanMarker }
        case .inScanMarker:
            if byte == 0 {  // A coded 0xFF.
                state = .inScan
                return .continue
            }
            return marker(byte, elsewhere: .inScan)
        }
        return .continue
    }

    /// - Parameter elsewhere: where a marker without a segment leads to.
    private mutating func marker(_ code: UInt8, elsewhere: State) -> Event {
        switch code {
        case 0xFF:  // A fill byte.
            return .continue
        case 0x00, 0xD8:
            return broken("a marker inside an image", code, after: "ff ")
        case 0xD9:
            state = .betweenImages
            return .ended
        case 0x01, 0xD0...0xD7:  // Restarts and TEM stand alone.
            state = elsewhere
        default:
            state = .inLength(startsScan: code == 0xDA)
        }
        return .continue
    }

    private static func segment(bytesLeft: Int, startsScan: Bool) -> State {
        if bytesLeft > 0 { return .inSegment(bytesLeft: bytesLeft, startsScan: startsScan) }
        return startsScan ? .inScan : .betweenSegments
    }

    private func broken(_ expected: String, _ byte: UInt8, after: String = "") -> Event {
        .broken(expected: expected, found: after + (byte < 16 ? "0" : "") + String(byte, radix: 16))
    }
}
