// Times a Keras model in Framerill, batch 1:
//
//   InferenceBenchmarks MODEL.h5 [exact|fast|int8|bf16] [RUNS] [THREADS] [--plan|--steps|--serve] [--cache]
//
// --plan prints the compiled plan, --steps the least time of each operation. With --serve it answers each line on standard input
// with the wall and processor milliseconds of one more run, so that peers/compare_inference.py can alternate it with others. With
// --cache packed weights are mapped from the user's cache, and kept there.
import CAllocations
import Glibc
import Keras
import NeuralNetwork

var arguments = CommandLine.arguments.dropFirst()
let flags = arguments.filter { $0.hasPrefix("--") }
arguments.removeAll { $0.hasPrefix("--") }
guard let path = arguments.popFirst() else {
    print("usage: InferenceBenchmarks MODEL.h5 [exact|fast|int8|bf16] [RUNS] [THREADS] [--plan|--steps|--serve] [--cache]")
    exit(64)
}
var options = PlanOptions()
options.precision = arguments.popFirst().flatMap { PlanOptions.Precision(rawValue: $0) } ?? .fast
let runs = arguments.popFirst().flatMap(Int.init) ?? 10
if flags.contains("--cache") { options.weightCache = .standard }
options.threads = arguments.popFirst().flatMap(Int.init)

let clock = ContinuousClock()
let loaded = clock.now
let model = try Model(path, options: options)
let start = clock.now
let shapes = model.inputs.map { $0.shape.enumerated().map { axis, extent in extent ?? (axis == 0 ? 1 : 224) } }
let plan = try model.plan(for: shapes)
let compiled = clock.now
let inputs = shapes.map { shape in Tensor(shape: shape) { for index in $0.indices { $0[index] = Float(index % 251) / 251 } } }

func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

/// The processor time of this process in milliseconds.
func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

/// Milliseconds of the wall and of all processors: on a busy machine only the second says something.
func timeOnce() throws -> (wall: Double, processor: Double) {
    let before = processorMilliseconds()
    let wall = try milliseconds(clock.measure { _ = try plan.run(inputs) })
    return (wall, processorMilliseconds() - before)
}

if flags.contains("--plan") { print(plan) }
let first = try timeOnce()
if flags.contains("--serve") {
    print("ready")
    // A null stream is all of them.
    fflush(nil)
    while readLine() != nil {
        let time = try timeOnce()
        print(time.wall, time.processor)
        fflush(nil)
    }
} else if flags.contains("--steps") {
    for operation in try plan.timeOperations(inputs, runs: runs) { print(operation) }
} else {
    let second = try timeOnce()
    options.weightCache?.finishWriting()
    let times = try (0..<runs).map { _ in try timeOnce() }
    let (walls, processors) = (times.map(\.wall).sorted(), times.map(\.processor).sorted())
    print("load \(milliseconds(start - loaded)) ms, compile \(milliseconds(compiled - start)) ms")
    print("first run \(first.wall) ms, processor \(first.processor) ms; second \(second.wall), \(second.processor)")
    print("run: median \(walls[runs / 2]) ms, least \(walls[0]) ms, processor \(processors[0]) ms")
    var results: [Tensor] = []
    for _ in 0..<3 { try plan.run(inputs, into: &results) }
    let before = allocation_count()
    for _ in 0..<10 { try plan.run(inputs, into: &results) }
    let between = allocation_count()
    for _ in 0..<10 { _ = try model.predict(inputs) }
    let after = allocation_count()
    print(
        "allocations a run: \((between.other - before.other) / 10) in the engine, \((between.onednn - before.onednn) / 10) in oneDNN, "
            + "\((after.other - between.other) / 10) in the engine and the model around it")
    let memory = plan.memory
    print(
        "arena \(memory.arenaBytes >> 20) MiB, weights \(memory.weightBytes >> 20) MiB, \(memory.mappedWeightBytes >> 20) MiB of them mapped"
    )
}
