import Dataflow
import Imaging
import Synchronization

/// The stores of one run, in the order in which a frame goes through them.
final class FrameStores: Sendable {
    private let images: ImageStore?
    private let coco: COCOStore?
    private struct Books {
        /// By names of the journal.
        let records: [(name: String, store: any RecordStore)]
        /// Absent where nothing that is stored lies in a folder.
        let journal: Journal?
    }

    /// Behind a lock, so that a frame is stored in all of them or in none, and in the same order.
    private let books: Mutex<Books>

    /// What an interrupted run stored in all of them.
    let stored: [StoredItem]

    /// Opens the stores, anew or where an interrupted run left them.
    init(_ places: StorePlaces, quality: Int, _ start: RunStart) throws {
        let journal = try places.journal.map { try Journal($0, start) }
        let entries = journal?.entries ?? []
        let last = entries.last
        stored = entries.map(\.item)
        images = try places.images.map { try ImageStore(pattern: $0, quality: quality) }
        images?.note(entries.compactMap(\.note))
        coco = try places.coco.map { path in
            try last?.marks["coco"].map { try COCOStore(path: path, afterFrames: $0) } ?? COCOStore(path: path)
        }
        var records: [(name: String, store: any RecordStore)] = []
        if let path = places.jsonl { records.append(("jsonl", try JSONLinesStore(path: path, from: last?.marks["jsonl"]))) }
        if let path = places.csv { records.append(("csv", try CSVStore(path: path, from: last?.marks["csv"]))) }
        if let coco { records.append(("coco", coco)) }
        // Last, since its transaction says for good that the frame is stored.
        if let path = places.sqlite { records.append(("sqlite", try SQLiteStore(path: path))) }
        books = Mutex(Books(records: records, journal: journal))
    }

    /// Stores the frame in all of them or, if one can't take it, in none.
    func store(_ record: FrameRecord, as item: StoredItem, image: PixelBuffer?, classes: [String]) throws {
        try coco?.list(classes)
        let path = if let images, let image { try images.store(image, of: record) } else { String?.none }
        do {
            try books.withLock { books in
                let stores = books.records.map(\.store)
                try Self.store(record, in: stores)
                guard let journal = books.journal else { return }
                let marks = books.records.compactMap { name, store in store.mark.map { (name, $0) } }
                let entry = Journal.Entry(item, marks: Dictionary(uniqueKeysWithValues: marks), note: path)
                do {
                    try journal.add(entry) { try synchronise(stores) }
                } catch {
                    for store in stores { try store.takeBack(record) }
                    throw error
                }
            }
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

    private func synchronise(_ stores: [any RecordStore]) throws {
        try images?.synchronise()
        for store in stores { try store.synchronise() }
    }

    /// Ends all of them, also when one can't be ended; throws the first failure.
    func finish() throws {
        let failures = books.withLock { books in
            let stores = books.records.map(\.store)
            var failures: [any Error] = []
            // Before the stores end: a closed file can't be synchronised.
            do { try books.journal?.finish { try synchronise(stores) } } catch { failures.append(error) }
            for store in stores {
                do { try store.finish() } catch { failures.append(error) }
            }
            return failures
        }
        if let first = failures.first { throw first }
    }
}
