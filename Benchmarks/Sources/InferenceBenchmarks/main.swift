// Times one network in Framerill: InferenceBenchmarks [exact|fast] [runs] [threads] [--serve|--plan|--steps]
//
// With --serve it answers each line on standard input with the milliseconds of one more run, so that
// peers/compare_inference.py can alternate it with other engines.
import Glibc
import NeuralNetwork

var options = PlanOptions()
var arguments = CommandLine.arguments.dropFirst()
let flags = arguments.filter { $0.hasPrefix("--") }
arguments.removeAll { $0.hasPrefix("--") }
options.precision = arguments.popFirst() == "exact" ? .exact : .fast
let runs = arguments.popFirst().flatMap(Int.init) ?? 10
options.threads = arguments.popFirst().flatMap(Int.init)

let clock = ContinuousClock()
let network = try DarknetNetwork()
let start = clock.now
let plan = try Plan(network.graph, options: options)
let compiled = clock.now - start
let image = Tensor(shape: [1, 608, 608, 3]) { for index in $0.indices { $0[index] = Float(index % 251) / 251 } }

func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

/// Milliseconds of the wall and of all processors: on a busy machine only the second says something.
func timeOnce() throws -> (wall: Double, processor: Double) {
    let before = processorNanoseconds()
    let wall = try milliseconds(clock.measure { _ = try plan.run([image]) })
    return (wall, (processorNanoseconds() - before) / 1e6)
}

/// The processor time of this process in nanoseconds.
func processorNanoseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

if flags.contains("--plan") { print(plan) }
_ = try timeOnce()
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
    for step in try plan.timeSteps([image], runs: runs) { print(step) }
} else {
    let times = try (0..<runs).map { _ in try timeOnce() }
    let (walls, processors) = (times.map(\.wall).sorted(), times.map(\.processor).sorted())
    print(
        "compile \(milliseconds(compiled)) ms, median \(walls[runs / 2]) ms, least \(walls[0]) ms, processor \(processors[0]) ms")
    print(plan.memory)
}
