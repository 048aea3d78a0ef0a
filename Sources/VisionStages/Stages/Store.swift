public import Dataflow
import Imaging
import Synchronization

/// Writes pictures and detections: image files, JSON Lines, CSV, COCO, SQLite.
///
/// A frame is stored when all of them have it. Whatever happens later, it stays whole: a picture appears under its name only
/// when all its bytes are written, a line of JSON at once, a frame in SQLite as one transaction. The COCO document is made at the
/// end, of all frames stored, also when the run fails.
///
/// **Waits when** there is no input. **Ends when** its input ends. **Fails when** a file can't be written: the disk is full, a
/// folder is read-only, two frames would have one name.
public final class Store: Sink {
    public typealias Input = Frame

    private let places: StorePlaces
    private let quality: Int
    /// Opened when the run begins.
    private let open = Mutex<FrameStores?>(nil)

    /// - Parameters:
    ///   - images: a name pattern for each frame's picture (`out/%s.jpg`, see ``NamePattern``).
    ///   - quality: of JPEG pictures, 1 to 100.
    ///   - jsonl, csv, coco, sqlite: where to write the detections in these forms.
    public convenience init(
        images: String? = nil, quality: Int = 90, jsonl: String? = nil, csv: String? = nil, coco: String? = nil,
        sqlite: String? = nil
    ) {
        let places = StorePlaces(images: images, jsonl: jsonl, csv: csv, coco: coco, sqlite: sqlite)
        self.init(places, quality: quality)
    }

    init(_ places: StorePlaces, quality: Int) {
        self.places = places
        self.quality = quality
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name, threads: .dedicated) }

    /// Opens the files, so that what can't be written is known before the first frame. An interrupted run's are cut to what its
    /// journal says is stored for good.
    public func begin(_ start: RunStart) async throws -> [StoredItem] {
        let stores = try FrameStores(places, quality: quality, start)
        open.withLock { $0 = stores }
        return stores.stored
    }

    /// As every sink's, but the origin of each frame goes along to the journal.
    public func run(from inlet: Inlet<Frame>) async throws {
        while let item = try await inlet.next() {
            try store(item.payload, StoredItem(item.id, origin: item.origin))
            inlet.markStored(item)
        }
    }

    public func store(_ frame: Frame, id: ItemID) async throws {
        try store(frame, StoredItem(id))
    }

    private func store(_ frame: Frame, _ item: StoredItem) throws {
        let id = item.id
        guard let stores = open.withLock(\.self) else { preconditionFailure("store: \(id) came before the run began") }
        let image = try frame.require(.image)
        let found = places.wantsRecords ? try frame.require(.detections) : frame[.detections]
        let record = FrameRecord(
            source: id.source, index: id.index, name: frame.name, number: frame.number, file: frame.file,
            size: image.size, detections: found?.detections ?? [])
        try stores.store(record, as: item, image: image, classes: found?.classes ?? [])
    }

    public func finish() async throws { try close()?.finish() }

    /// The run has failed already and says so; here only what was stored is brought to its end.
    public func abandon() async { try? close()?.finish() }

    private func close() -> FrameStores? {
        open.withLock { open in
            defer { open = nil }
            return open
        }
    }
}

extension Store {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "store",
        summary: "Writes pictures and detections: image files, JSON Lines, CSV, COCO, SQLite.",
        kind: .sink,
        contract: StageContract(
            emits: "nothing", waitsWhen: "there is no input", endsWhen: "its input ends",
            failsWhen: "a file can't be written, or two frames would have one name"),
        options: [
            Options.directory, Options.images, Options.quality, Options.jsonl, Options.csv, Options.coco, Options.sqlite,
        ],
        reads: ["image", "detections"],
        example: """
            - store:
                directory: out
                images: "%s.jpg"
                jsonl: detections.jsonl
            """
    ) { reader in
        let directory = reader.read(Options.directory)
        let quality = reader.read(Options.quality)
        let places = StorePlaces(
            images: reader.read(Options.images), jsonl: reader.read(Options.jsonl), csv: reader.read(Options.csv),
            coco: reader.read(Options.coco), sqlite: reader.read(Options.sqlite)
        ).below(directory)
        if places.descriptions.isEmpty {
            reader.refuse("nothing to store; give at least one of images, jsonl, csv, coco and sqlite")
        }
        if let path = places.sharedPath {
            reader.refuse("two kinds of results in one file, \(path); give each a file of its own")
        }
        var blueprint = StageBlueprint<Frame>(
            reads: places.wantsRecords ? ["image", "detections"] : ["image"], threads: .dedicated,
            verify: { _ in
                if let pattern = places.images { _ = try Options.images.blamed { try ImageStore.checked(pattern) } }
                return []
            },
            build: { .sink(Store(places, quality: quality)) })
        blueprint.results = places.descriptions
        return blueprint
    }

    private enum Options {
        static let directory = StageOption("directory", .path, default: ".", "the folder that the other paths start from")
        static let images = StageOption(
            optional: "images", .path, "each frame's picture: %s its name, %d the number in its name, %i its index")
        static let quality = StageOption("quality", .integer(in: 1...100), default: 90, "of JPEG pictures")
        static let jsonl = StageOption(optional: "jsonl", .path, "detections as JSON Lines, a line a frame")
        static let csv = StageOption(optional: "csv", .path, "detections as a table, a row each")
        static let coco = StageOption(optional: "coco", .path, "detections as a COCO document")
        static let sqlite = StageOption(optional: "sqlite", .path, "detections in a SQLite database, a transaction a frame")
    }
}
