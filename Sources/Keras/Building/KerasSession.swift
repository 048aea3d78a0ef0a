import Synchronization
import Training

/// What layers share while models are built, as in Keras' backend: the counters behind their names, and the seeds of those
/// initialisers that were given none.
///
/// There is one for the whole process. Work that shall not depend on what was built before it takes one of its own:
///
/// ```swift
/// let model = try KerasSession.fresh(seed: 1) { try Model(…) }   // conv2d, conv2d_1, …
/// ```
public final class KerasSession: Sendable {
    @TaskLocal private static var own: KerasSession?
    private static let shared = KerasSession()

    static var current: KerasSession { own ?? shared }

    private struct State {
        var counts: [String: Int] = [:]
        var random = PythonRandom(seed: .random(in: 0...Int(UInt32.max)))
    }

    private let state = Mutex(State())

    private init() {}

    /// Begins the names afresh, as `tf.keras.backend.clear_session()`.
    public static func clear() { current.state.withLock { $0.counts = [:] } }

    /// Makes the weights of the layers that are called from now on repeatable, as `tf.keras.utils.set_random_seed`: the same
    /// layers then begin with the weights that they have in Keras.
    public static func setRandomSeed(_ seed: Int) { current.state.withLock { $0.random = PythonRandom(seed: seed) } }

    /// Runs `body` with names from the beginning, and with repeatable weights if a seed is given.
    public static func fresh<Result>(seed: Int? = nil, _ body: () throws -> Result) rethrows -> Result {
        let session = KerasSession()
        if let seed { session.state.withLock { $0.random = PythonRandom(seed: seed) } }
        return try $own.withValue(session) { try body() }
    }

    /// `conv2d`, then `conv2d_1`, …; of inputs `input_1` first.
    func name(forClass className: String) -> String {
        name(ofOperation: VariableNames.snakeCase(className))
    }

    /// `tf.math.multiply`, then `tf.math.multiply_1`, …
    func name(ofOperation base: String) -> String {
        state.withLock { state in
            let count = state.counts[base, default: 0]
            state.counts[base] = count + 1
            return count == 0 ? base : "\(base)_\(count)"
        }
    }

    func nameOfInput() -> String {
        state.withLock { state in
            let count = state.counts["input", default: 0] + 1
            state.counts["input"] = count
            return "input_\(count)"
        }
    }

    /// Draws the seeds of those initialisers that were given none.
    func draw<Result>(_ body: (inout PythonRandom) throws -> sending Result) rethrows -> sending Result {
        try state.withLock { try body(&$0.random) }
    }
}
