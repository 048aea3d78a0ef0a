import Foundation
import NeuralNetwork
import Synchronization
import Testing

/// Which cores the threads of a team may run on.
@Suite(.timeLimit(.minutes(1))) struct `The threads of a team` {
    private struct Thread: Hashable {
        let number: Int
        let cores: Set<Int>

        /// The calling one, as the system tells.
        init() throws {
            let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
            func value(_ name: String) -> Substring {
                status.split(separator: "\n").first { $0.hasPrefix("\(name):\t") }?.dropFirst(name.count + 2) ?? ""
            }
            number = try #require(Int(value("Pid")))
            let ranges = value("Cpus_allowed_list").split(separator: ",").map { $0.split(separator: "-").compactMap { Int($0) } }
            cores = Set(ranges.flatMap { $0[0]...$0[$0.count - 1] })
        }
    }

    private static func both() throws -> [Thread] {
        let found = Mutex<[Thread]>([])
        let begun = Atomic(0)
        inParallel(threads: 2, parts: 2) { _ in
            begun.add(1, ordering: .relaxed)
            // So that neither thread takes both parts.
            while begun.load(ordering: .relaxed) < 2 { sched_yield() }
            if let thread = try? Thread() { found.withLock { $0.append(thread) } }
        }
        return found.withLock { $0 }
    }

    @Test(.enabled(if: (try? Thread().cores.count) ?? 0 > 1, "it takes two cores"))
    func `leave the core of the one that they serve, which may go where it likes`() throws {
        let caller = try Thread()
        // Twice: the second time there is mostly nothing to do.
        for _ in 0..<2 {
            spreadTeam(threads: 2)
            let both = try Self.both()
            #expect(both.count == 2 && both.contains(caller))
            let other = try #require(both.first { $0.number != caller.number })
            #expect(other.cores.isStrictSubset(of: caller.cores) && other.cores.count == caller.cores.count - 1)
        }
        // More threads than cores are left as they are.
        spreadTeam(threads: caller.cores.count + 1)
        #expect(try Thread() == caller)
    }
}
