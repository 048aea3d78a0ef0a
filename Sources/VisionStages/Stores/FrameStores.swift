import Imaging
import Synchronization

/// The stores of one run, in the order in which a frame goes through them.
final class FrameStores: Sendable {
    /// Where each of them writes; nil for those not wanted. `images` is a pattern.
    struct Places: Sendable, Hashable {
        var images: String?
        var jsonl: String?
        var csv: String?
        var coco: String?
        var sqlite: String?

        var wantsRecords: Bool { jsonl != nil || csv != nil || coco != nil || sqlite != nil }

        /// All places below a folder, but for those with a path from the root on.
        func below(_ folder: String) -> Places {
            func place(_ path: String?, _ folder: String) -> String? {
                path.map { $0.hasPrefix("/") || folder == "." ? $0 : "\(folder)/\($0)" }
            }
            return Places(
                // A folder's own percent sign stands for itself.
                images: place(images, folder.replacing("%", with: "%%")), jsonl: place(jsonl, folder), csv: place(csv, folder),
                coco: place(coco, folder), sqlite: place(sqlite, folder))
        }

        /// A file that two stores would write.
        var sharedPath: String? {
            let paths = [jsonl, csv, coco, sqlite].compactMap { $0 }
            return paths.indices.first { paths[..<$0].contains(paths[$0]) }.map { paths[$0] }
        }

        /// For the user, a line each.
        var descriptions: [String] {
            [
                ("pictures", images.map { (try? NamePattern($0))?.glob ?? $0 }), ("detections, a line a frame", jsonl),
                ("detections as a table", csv), ("detections for COCO's tools", coco), ("detections in a database", sqlite),
            ].compactMap { what, path in path.map { "\(what): \($0)" } }
        }
    }

    private let images: ImageStore?
    private let coco: COCOStore?
    /// Behind a lock, so that a frame is stored in all of them or in none, and in the same order.
    private let records: Mutex<[any RecordStore]>

    init(_ places: Places, quality: Int) throws {
        images = try places.images.map { try ImageStore(pattern: $0, quality: quality) }
        coco = try places.coco.map { try COCOStore(path: $0) }
        var records: [any RecordStore] = []
        if let path = places.jsonl { records.append(try JSONLinesStore(path: path)) }
        if let path = places.csv { records.append(try CSVStore(path: path)) }
        if let coco { records.append(coco) }
        // Last, since its transaction says for good that the frame is stored.
        if let path = places.sqlite { records.append(try SQLiteStore(path: path)) }
        self.records = Mutex(records)
    }

    /// Stores the frame in all of them or, if one can't take it, in none.
    func store(_ record: FrameRecord, image: PixelBuffer?, classes: [String]) throws {
        try coco?.list(classes)
        let path = if let images, let image { try images.store(image, of: record) } else { String?.none }
        do {
            try records.withLock { try Self.store(record, in: $0) }
        } catch {
            if let path { images?.takeBack(path) }
            throw error
        }
    }

    private static func store(_ record: FrameRecord, in stores: [any RecordStore]) throws {
        for (position, store) in stores.enumerated() {
            do {
                try store.store(record)
            } catch {
                for earlier in stores[..<position] { try earlier.takeBack(record) }
                throw error
            }
        }
    }

    /// Ends all of them, also when one can't be ended; throws the first failure.
    func finish() throws {
        let failures = records.withLock { stores in
            stores.compactMap { store -> StoreError? in
                do throws(StoreError) { try store.finish() } catch { return error }
                return nil
            }
        }
        if let first = failures.first { throw first }
    }
}
