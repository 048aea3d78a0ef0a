import Dataflow
import Foundation
import Synchronization

/// One COCO document: `images`, `annotations` with `bbox` as left, top, width, height in pixels and a `score`, `categories`.
///
/// A document can be written only when its last frame is known. Until then each frame is kept, whole, as a line of JSON in
/// `PATH.partial`, so that memory stays the same however long the run is. `finish`, also that of a failed run, makes the document of
/// the frames so far under a temporary name, renames it and removes the partial file. Of a run that was killed, or whose document
/// finds no room, the partial file stays until the next run, and an older document at `PATH` is untouched.
///
/// Image and annotation ids count from 1. A category's id is the place of its class in the detector's list, from 1.
public final class COCOStore: RecordStore {
    private struct State {
        let lines: StoreFile
        /// Whether the classes have changed since they were written to the lines.
        var classesAreNew = true
        /// Class names by their place in the list.
        var classes: [Int: String]
        var images = 0
        var annotations = 0
        var isFinished = false
    }

    private let state: Mutex<State>
    private let path: String

    /// - Parameter classes: the detector's classes, so that those never found are listed too.
    public convenience init(path: String, classes: [String] = []) throws(StoreError) {
        try self.init(path: path, classes: classes, write: AppendedFile.systemWrite)
    }

    /// With `write` in place of `write(2)` for the partial file.
    package init(
        path: String, classes: [String] = [], write: @escaping @Sendable (Int32, UnsafeRawBufferPointer) -> Int
    ) throws(StoreError) {
        self.path = path
        let lines = try StoreFile(path + ".partial", write: write)
        state = Mutex(State(lines: lines, classes: Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($0, $1) })))
    }

    /// Goes on behind the first `frames` frames of an interrupted run.
    ///
    /// - Throws: `StoreError.foreign` where there aren't so many.
    public init(path: String, afterFrames frames: Int) throws(StoreError) {
        self.path = path
        let restored = try COCORestoring(path, frames: frames)
        let lines = try StoreFile(path + ".partial", from: restored.length)
        state = Mutex(
            State(
                lines: lines, classesAreNew: false, classes: restored.classes, images: restored.images,
                annotations: restored.annotations))
    }

    /// Lists the detector's classes in the document, also those never found. Those listed already may come again.
    public func list(_ classes: [String]) throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            for (index, name) in classes.enumerated() {
                let known = state.classes.updateValue(name, forKey: index)
                if let known, known != name { throw .classes(path: path, classIndex: index, first: known, second: name) }
                if known == nil { state.classesAreNew = true }
            }
        }
    }

    public func store(_ record: FrameRecord) throws(StoreError) {
        try record.checkNumbers(for: path)
        try state.withLock { (state) throws(StoreError) in
            guard !state.isFinished else { throw .finished(path: path) }
            var classes = state.classes
            for detection in record.detections {
                let known = classes.updateValue(detection.className, forKey: detection.classIndex)
                if let known, known != detection.className {
                    throw .classes(path: path, classIndex: detection.classIndex, first: known, second: detection.className)
                }
            }
            let entry = COCOEntry(record, imageID: state.images + 1, firstAnnotationID: state.annotations + 1)
            let classesAreNew = state.classesAreNew || classes.count != state.classes.count
            try state.lines.append((classesAreNew ? COCOClasses.line(classes) + "\n" : "") + entry.line + "\n")
            state.classes = classes
            state.classesAreNew = false
            state.images += 1
            state.annotations += record.detections.count
        }
    }

    /// How many frames are stored.
    public var mark: Int? { state.withLock(\.images) }

    public func synchronise() throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in try state.lines.synchronise() }
    }

    public func takeBack(_ record: FrameRecord) throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            try state.lines.takeBack()
            state.classesAreNew = true
            state.images -= 1
            state.annotations -= record.detections.count
        }
    }

    public func finish() throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            if state.isFinished { return }
            state.isFinished = true
            try state.lines.finish()
            try COCODocument(path: path, lines: state.lines.path, classes: state.classes).write()
            unlink(state.lines.path)
        }
    }
}
