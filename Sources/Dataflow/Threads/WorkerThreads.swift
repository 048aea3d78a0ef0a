/// The threads of one run: one for each worker of each part that asked for threads of its own.
struct WorkerThreads: Sendable {
    /// By part and worker; empty for a part on the shared pool.
    private let threads: [[DedicatedThread]]

    init(for jobs: [PartJob]) throws {
        var threads: [[DedicatedThread]] = []
        do {
            for job in jobs {
                threads.append([])
                guard job.settings.threads == .dedicated else { continue }
                for _ in job.ledgers {
                    threads[threads.count - 1].append(try DedicatedThread(name: job.settings.name))
                }
            }
        } catch {
            for thread in threads.joined() { thread.shutDown() }
            throw error
        }
        self.threads = threads
    }

    /// The thread of a worker; `nil` on the shared pool.
    subscript(part: Int, worker: Int) -> DedicatedThread? {
        threads[part].isEmpty ? nil : threads[part][worker]
    }

    func shutDown() {
        for thread in threads.joined() { thread.shutDown() }
    }
}
