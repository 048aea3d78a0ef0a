import Foundation

/// A file of events as TensorBoard reads it: records of TensorFlow (`tensorflow/core/lib/io/record_writer.h`), each an `Event`
/// (`tensorflow/core/util/event.proto`) of one number.
final class EventFile {
    private let file: FileHandle

    /// - Parameter folder: made where it is missing.
    init(in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let seconds = Int(Date().timeIntervalSince1970)
        let stem = "events.out.tfevents.\(seconds).\(ProcessInfo.processInfo.hostName).\(getpid())"
        var (path, count) = ("", 0)
        repeat {
            path = "\(folder)/\(stem).\(count).v2"
            count += 1
        } while FileManager.default.fileExists(atPath: path)
        try Data().write(to: URL(filePath: path), options: .withoutOverwriting)
        file = try FileHandle(forWritingTo: URL(filePath: path))
        try write(step: 0) { $0.add(3, "brain.Event:2") }
    }

    deinit { try? file.close() }

    /// Adds one number, as `tf.summary.scalar` does.
    func write(_ tag: String, _ value: Float, step: Int) throws {
        try write(step: step) { event in
            event.add(5) { summary in
                summary.add(1) { item in
                    item.add(1, tag)
                    item.add(8) { tensor in
                        // float32, without dimensions.
                        tensor.add(1, integer: 1)
                        tensor.add(2) { _ in }
                        tensor.add(4, withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) })
                    }
                    item.add(9) { metadata in
                        metadata.add(1) { $0.add(1, "scalars") }
                        metadata.add(4, integer: 1)
                    }
                }
            }
        }
    }

    private func write(step: Int, _ build: (inout ProtocolBuffer) -> Void) throws {
        var event = ProtocolBuffer()
        event.add(1, double: Date().timeIntervalSince1970)
        event.add(2, integer: step)
        build(&event)
        let length = withUnsafeBytes(of: UInt64(event.bytes.count).littleEndian) { Array($0) }
        try file.write(contentsOf: Data(length + Self.check(length) + event.bytes + Self.check(event.bytes)))
    }

    /// The masked checksum of a record's part.
    private static func check(_ bytes: [UInt8]) -> [UInt8] {
        var sum = CRC32.castagnoli
        bytes.withUnsafeBytes { sum.update($0) }
        let masked = (sum.value >> 15 | sum.value << 17) &+ 0xA282_EAD8
        return withUnsafeBytes(of: masked.littleEndian) { Array($0) }
    }
}
