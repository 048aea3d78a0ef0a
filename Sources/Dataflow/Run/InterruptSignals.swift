import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns Ctrl-C and a polite `kill` (SIGINT, SIGTERM) into a stop of the run; a second one leaves at once.
///
/// Made by a program's main function, not by a library: signals belong to the whole process, and so one of these serves at a
/// time. ``restore()`` gives the signals back.
///
/// A signal handler may do next to nothing, so this one writes the signal's number into a pipe. (A dispatch source for signals
/// needs the signal ignored, and Linux discards an ignored signal before that source sees it.)
///
/// Unchecked: a dispatch source may be used from any thread.
public final class InterruptSignals: @unchecked Sendable {
    private static let signals = [SIGINT, SIGTERM]

    private let source: any DispatchSourceRead

    /// - Parameters:
    ///   - first: Called for the first signal with its number, on a queue of its own: say that the run drains, and stop it.
    ///   - second: Called for each further one: leave at once.
    /// - Throws: ``DataflowError/noSignals(status:)`` where the system gives no pipe.
    public init(first: @escaping @Sendable (Int32) -> Void, second: @escaping @Sendable (Int32) -> Void) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw DataflowError.noSignals(status: errno) }
        let (reading, writing) = (ends[0], ends[1])
        // The handler must never wait, and no child process needs the pipe.
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        precondition(signalPipe < 0, "signals: another InterruptSignals is in use: restore it first")
        signalPipe = writing

        let count = Mutex(0)
        source = DispatchSource.makeReadSource(fileDescriptor: reading, queue: DispatchQueue(label: "framerill.signals"))
        source.setEventHandler {
            var number: UInt8 = 0
            while read(reading, &number, 1) == 1 {
                let isFirst = count.withLock { count in
                    count += 1
                    return count == 1
                }
                if isFirst { first(Int32(number)) } else { second(Int32(number)) }
            }
        }
        source.setCancelHandler {
            close(reading)
            close(writing)
        }
        source.resume()
        for number in Self.signals {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                let status = errno
                _ = write(signalPipe, &byte, 1)
                errno = status
            }
        }
    }

    /// Stops the run at the first signal; at the second the process ends with status 128 + the signal's number.
    public convenience init(stopping control: RunControl) throws {
        try self.init(first: { _ in control.stop() }, second: { _exit(128 + $0) })
    }

    /// Gives the signals back to their default action. Once only.
    public func restore() {
        for number in Self.signals { signal(number, SIG_DFL) }
        signalPipe = -1
        source.cancel()
    }
}

/// Where the signal handler writes; -1 while none is installed. Set before the handler is installed and after it is removed;
/// a handler can't take a lock.
nonisolated(unsafe) private var signalPipe: Int32 = -1
