import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Turns Ctrl-C and a polite `kill` (SIGINT, SIGTERM) into a stop of the run; a second one leaves at once.
///
/// Made by a program's main function, not by a library: signals belong to the whole process. ``restore()`` gives them back.
///
/// Unchecked: `sources` is set in `init` alone, dispatch sources may be used from any thread, and the count is in a mutex.
public final class InterruptSignals: @unchecked Sendable {
    private static let signals = [SIGINT, SIGTERM]

    private let count = Mutex(0)
    private var sources: [any DispatchSourceSignal] = []

    /// - Parameters:
    ///   - first: Called for the first signal, on a thread of its own queue: say that the run drains, and stop it.
    ///   - second: Called for each further one: leave at once.
    public init(first: @escaping @Sendable (Int32) -> Void, second: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "framerill.signals")
        for number in Self.signals {
            // The default action would end the process before the dispatch source sees the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [weak self] in
                guard let self else { return }
                let isFirst = count.withLock { count in
                    count += 1
                    return count == 1
                }
                if isFirst { first(number) } else { second(number) }
            }
            sources.append(source)
        }
        for source in sources { source.resume() }
    }

    /// Stops the run at the first signal; at the second the process ends with status 128 + the signal's number.
    public convenience init(stopping control: RunControl) {
        self.init(first: { _ in control.stop() }, second: { _exit(128 + $0) })
    }

    /// Gives the signals back to their default action.
    public func restore() {
        for source in sources { source.cancel() }
        for number in Self.signals { signal(number, SIG_DFL) }
    }

    deinit {
        restore()
    }
}
