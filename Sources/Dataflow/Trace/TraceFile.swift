import Dispatch
import Synchronization

/// A trace of one run for chrome://tracing and ui.perfetto.dev: a row for each worker with a span for each item or batch, marks for
/// items that were lost or tried again, and how many items wait in each channel.
///
/// Workers put text into a buffer; a queue of its own writes the buffer out each 10 ms and looks at the channels then. The file grows by
/// whole events and is of use at any moment; ``close()`` ends it properly. A worker writes only when the buffer is full, with 4 MB:
/// a disk that can't keep up slows the run down, but memory stays bounded and no event is lost. Once the file can't be written,
/// for want of room or whatever else, the run goes on without trace and ``close()`` says why.
public final class TraceFile: RunObserver {
    private struct Pending {
        var text = ""
        var rows = TraceRows()
        var run: ObservedRun?
        /// How many items waited when the channels were looked at last.
        var waiting: [Int?] = []
        var isOver = false
    }

    private struct Disk {
        let file: AppendedFile
        var isEmpty = true
        var isClosed = false
        var refusal: FileRefusal?
    }

    private static let interval = DispatchTimeInterval.milliseconds(10)
    private static let mostPending = 4 << 20

    private let pending = Mutex(Pending())
    /// Locked while the file is written, and never while `pending` is.
    private let disk: Mutex<Disk>
    private let queue = DispatchQueue(label: "framerill.trace")

    public var spans: SpanInterest { .every }

    /// Creates the file and its folder, or empties it.
    ///
    /// - Throws: ``FileRefusal`` where the file can't be written.
    public convenience init(_ path: String) throws(FileRefusal) {
        self.init(try AppendedFile(replacing: path))
    }

    package init(_ file: sending AppendedFile) {
        disk = Mutex(Disk(file: file))
    }

    public func observe(_ event: RunEvent, at time: Duration) {
        switch event {
        case .began(let run): begin(run, at: time)
        case .worked(let span): append { $0.rows.text(of: span) }
        case .lost(let loss):
            mark(loss.kind.rawValue, loss.stage, loss.item, loss.origin, ("reason", loss.reason), at: time)
        case .retried(let retry): mark("retried", retry.stage, retry.item, retry.origin, ("error", retry.error), at: time)
        case .stopRequested: append { _ in TraceEvent.mark("stop requested", at: time, []) }
        case .sourceDied(let failure):
            append { _ in TraceEvent.mark("source died", at: time, [("stage", failure.stage), ("error", failure.message)]) }
        case .watched(let event): note(event, at: time)
        case .failed(let failure):
            append { _ in TraceEvent.mark("failed", at: time, [("stage", failure.stage), ("error", failure.message)]) }
        case .ended:
            lookAtChannels(at: time)
            pending.withLock { $0.isOver = true }
            write()
        }
    }

    deinit { try? close() }

    /// Writes what is left and ends the file.
    ///
    /// - Throws: ``FileRefusal`` if the trace is not whole.
    public func close() throws(FileRefusal) {
        pending.withLock { $0.isOver = true }
        write()
        let refusal = disk.withLock { disk -> FileRefusal? in
            guard !disk.isClosed else { return disk.refusal }
            disk.isClosed = true
            do throws(FileRefusal) {
                try disk.file.append(disk.isEmpty ? "[]\n" : "\n]\n")
                try disk.file.finish()
            } catch {
                disk.refusal = disk.refusal ?? error
            }
            return disk.refusal
        }
        if let refusal { throw refusal }
    }
}

// MARK: Gathering

extension TraceFile {
    private func begin(_ run: ObservedRun, at time: Duration) {
        let snapshot = run.snapshot()
        append { pending in
            pending.rows = TraceRows(snapshot)
            pending.run = run
            pending.waiting = snapshot.channels.map { _ in nil }
            return pending.rows.header
        }
        lookAtChannels(at: time)
        tick(since: DispatchTime.now(), time)
    }

    /// Writes and looks at the channels, again and again until the run is over.
    private func tick(since start: DispatchTime, _ time: Duration) {
        queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
            guard let self, !pending.withLock({ $0.isOver }) else { return }
            let passed = DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds
            lookAtChannels(at: time + .nanoseconds(Int64(passed)))
            write()
            tick(since: start, time)
        }
    }

    private func note(_ event: RunWatch.Event, at time: Duration) {
        switch event {
        case .stalled(let report):
            append { _ in TraceEvent.mark("nothing moves", at: time, [("stage", report.stage), ("report", report.summary)]) }
        case .movingAgain(let report):
            append { _ in TraceEvent.mark("moving again", at: time, [("stage", report.stage)]) }
        case .stopOverdue: append { _ in TraceEvent.mark("stopping took too long", at: time, []) }
        case .unresponsive:
            append { _ in TraceEvent.mark("a stage does not come back", at: time, []) }
            // The program may leave now. What the disk refuses it says when the run comes to its end.
            try? close()
        }
    }

    private func mark(
        _ name: String, _ stage: String, _ item: ItemID, _ origin: String?, _ detail: (String, String), at time: Duration
    ) {
        append { _ in
            TraceEvent.mark(
                name, at: time,
                [("stage", stage), ("item", item.description)] + (origin.map { [("origin", $0)] } ?? []) + [detail])
        }
    }

    private func lookAtChannels(at time: Duration) {
        guard let run = pending.withLock({ $0.run }) else { return }
        let waiting = run.waitingItems()
        append { pending in
            defer { pending.waiting = waiting }
            return zip(pending.rows.channels, zip(waiting, pending.waiting)).map { name, counts in
                counts.0 == counts.1 ? "" : TraceEvent.counter(name, counts.0, at: time)
            }.joined()
        }
    }

    private func append(_ text: (inout Pending) -> String) {
        let isFull = pending.withLock { pending in
            pending.text += text(&pending)
            return pending.text.utf8.count > Self.mostPending
        }
        if isFull { write() }
    }

    private func write() {
        disk.withLock { disk in
            var text = pending.withLock { pending in
                defer { pending.text = "" }
                return pending.text
            }
            guard disk.refusal == nil, !disk.isClosed, !text.isEmpty else { return }
            // Each event brings the comma before it.
            if disk.isEmpty { text.replaceSubrange(text.startIndex...text.startIndex, with: "[") }
            do throws(FileRefusal) {
                try disk.file.append(text)
                disk.isEmpty = false
            } catch {
                disk.refusal = error
            }
        }
    }
}
