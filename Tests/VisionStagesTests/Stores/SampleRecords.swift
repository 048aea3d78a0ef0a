import Foundation
import Imaging
import Synchronization
import VisionStages

extension FrameRecord {
    /// A frame with as many detections as asked; `name` and the class names hold what text formats must quote.
    static func sample(
        index: Int, source: String = "frames", name: String? = nil, detections: Int = 2,
        className: String = "traffic \"light\", red"
    ) -> FrameRecord {
        let found = (0..<detections).map { place in
            let box = PixelRectangle(
                left: Double(index) + 0.1, top: 200.33333333333334, right: Double(place) + 300.5, bottom: 719.999)
            let score: Float = 0.9479236 / Float(place + 1)
            return FrameDetection(
                className: place == 0 ? "car" : className, classIndex: place == 0 ? 2 : 9, score: score, box: box)
        }
        return FrameRecord(
            source: source, index: index, name: name ?? "frame-\(index)", number: index * 10, file: "in/frame \(index), é.jpg",
            size: PixelSize(width: 1280, height: 720), detections: found)
    }
}

/// A disk of limited size in place of `write(2)`: takes what fits, then says that it is full, until it is given more.
final class SmallDisk: Sendable {
    private let room: Mutex<Int>

    init(bytes: Int) { room = Mutex(bytes) }

    func grow(by bytes: Int) { room.withLock { $0 += bytes } }

    var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int {
        { descriptor, bytes in
            let fitting = self.room.withLock { room in
                let fitting = min(room, bytes.count)
                room -= fitting
                return fitting
            }
            if fitting == 0 {
                errno = ENOSPC
                return -1
            }
            return Foundation.write(descriptor, bytes.baseAddress, fitting)
        }
    }
}

func text(of path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
