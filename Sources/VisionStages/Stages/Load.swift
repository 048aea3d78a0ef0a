public import Dataflow
public import Imaging

/// Reads a sequence of images, one frame each.
///
/// **Emits** a frame with its picture (EXIF orientation applied) for each image, in natural order of the names, or in the order
/// of the stream. **Waits when** the channel behind it is full, and for standard input. **Ends when** there are no more images.
/// **Fails when** there is no image at all, or one is damaged: the error names the file, or the byte of the stream. A damaged image is
/// an item like others to `on-error`; a stream of which it can't be told where the next image begins is at its end.
public struct Load: Source {
    public typealias Output = Frame

    private let sequence: FrameSequence
    private let limit: Int
    private let frameRate: Double?
    private let least: PixelSize?

    /// - Parameters:
    ///   - path: a folder, an image, `frames/*.jpg`, `frames/%04d.jpg`, or `-` for concatenated JPEGs on standard input.
    ///   - limit: the most frames to emit.
    ///   - frameRate: how many frames a second were recorded, from which each frame gets its timestamp; `nil` for none.
    ///   - least: where given, each JPEG is decoded at the smallest of 1/8, 1/4, 1/2 and its whole size that is at least this wide and
    ///     high. The frame is that smaller picture: detections are in its pixels, and it is what is annotated and stored.
    public init(path: String, limit: Int = .max, frameRate: Double? = nil, atLeast least: PixelSize? = nil) {
        sequence = FrameSequence(path: path)
        self.least = least
        self.limit = limit
        self.frameRate = frameRate
    }

    /// The path: frames keep their identity from run to run, and frames of two places don't meet.
    public var name: String { sequence.description }
    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name, threads: .dedicated) }

    public var expectedCount: Int? {
        sequence == .standardInput ? nil : (try? sequence.files()).map { min($0.count, limit) }
    }

    public func emit(into outlet: SourceOutlet<Frame>) async throws {
        if sequence == .standardInput { return try await emitStream(into: outlet) }
        for file in try sequence.files().prefix(limit) {
            try await outlet.send(origin: file, timestamp: timestamp(outlet.nextID.index)) {
                let stem = Self.stem(of: file)
                var frame = Frame(name: stem, number: NaturalOrder.lastNumber(in: stem), file: file)
                frame[.image] = try ImageFile.read(file, atLeast: least)
                return frame
            }
        }
    }

    private func emitStream(into outlet: SourceOutlet<Frame>) async throws {
        var stream = StandardInputImages()
        while outlet.nextID.index < limit, let image = try await stream.next() {
            let number = outlet.nextID.index
            let origin = "standard input at byte \(image.offset)"
            try await outlet.send(origin: origin, timestamp: timestamp(number)) {
                let digits = "\(number)"
                var frame = Frame(
                    name: "frame-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits, number: number)
                frame[.image] = try JPEG.decode(image.bytes, origin: origin, atLeast: least)
                return frame
            }
        }
    }

    private func timestamp(_ index: Int) -> Duration? { frameRate.map { .seconds(Double(index) / $0) } }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.lastIndex(of: ".").map { $0 == name.startIndex ? name : String(name[..<$0]) } ?? name
    }
}

extension Load {
    static let path = StageOption(
        "path", .path, "a folder of images, an image, frames/*.jpg, frames/%04d.jpg, or - for JPEGs on standard input")
    static let limit = StageOption(optional: "limit", .integer(in: 1...), absent: "all", "stop after so many frames")
    static let frameRate = StageOption(
        optional: "frame-rate", .number(in: 0.001...1_000_000), absent: "frames have no time",
        "how many frames a second were recorded: gives each its time, for joins by time")
    static let least = StageOption(
        optional: "at-least", .size(), absent: "pictures are decoded whole",
        "decode a JPEG faster, at 1/2, 1/4 or 1/8 if that is still so wide and high; boxes and pictures are of that size")

    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "load",
        summary: "Reads a sequence of images, one frame each.",
        kind: .source,
        contract: StageContract(
            emits: "a frame with its picture for each image, in natural order of the names or in the order of the stream",
            waitsWhen: "the channel behind it is full, or standard input has nothing yet",
            endsWhen: "there are no more images",
            failsWhen: "there is no image at all, or one is damaged"),
        options: [path, limit, frameRate, least],
        writes: ["image"],
        example: "- load: { path: data/frames }"
    ) { reader in
        let (path, limit, frameRate) = (reader.read(path), reader.read(limit), reader.read(frameRate))
        let least = reader.read(least).map { PixelSize(width: $0.width, height: $0.height) }
        return StageBlueprint(
            threads: .dedicated,
            verify: { _ in
                _ = try Self.path.blamed { try FrameSequence(path: path).files() }
                return [Slot("image", detail: "RGB")]
            },
            build: { .source(Load(path: path, limit: limit ?? .max, frameRate: frameRate, atLeast: least)) })
    }
}
