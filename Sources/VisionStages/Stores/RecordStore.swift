/// Keeps what was found in frames, for as long as a run lasts.
///
/// A store is opened when it is made, which creates missing folders and shows at once whether its file can be written.
/// **Stores when** `store` returns: the frame is then whole in the file (for a COCO document: in the file beside it), and stays so
/// if a later frame fails or the process is killed. **Fails when** the file takes no more or the frame can't be told; the frames
/// before stay. Calls may come from any thread; they take turns.
public protocol RecordStore: Sendable {
    /// Stores one frame, also one without detections.
    func store(_ record: FrameRecord) throws(StoreError)

    /// Takes back the frame that was stored last, because another store could not take it. Once only after each `store`.
    func takeBack(_ record: FrameRecord) throws(StoreError)

    /// How much of the file the frames so far take: where a later run can go on. Nil where a run needs no such place.
    var mark: Int? { get }

    /// Waits until the disk has all frames so far.
    func synchronise() throws(StoreError)

    /// Ends the store. To be called once at the end of each run, **also of one that failed**: it is what makes a COCO document of
    /// the frames so far. A second call does nothing; `store` fails after it.
    func finish() throws(StoreError)
}
