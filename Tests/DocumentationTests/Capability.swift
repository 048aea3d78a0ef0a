/// Something that the product can do, and where its tests are.
struct Capability {
    let name: String
    /// Parts of the paths of the files that hold its tests.
    let files: [String]
    /// What the names of the tests contain, any of these; all tests of the files if nothing is said.
    let words: [String]

    init(_ name: String, _ files: String..., words: [String] = []) {
        self.name = name
        self.files = files
        self.words = words
    }

    func covers(_ test: NamedTest) -> Bool {
        files.contains { test.file.contains($0) } && (words.isEmpty || words.contains { test.name.contains($0) })
    }
}

extension Capability {
    /// In the order of the page. What no test speaks of yet stands there as a gap.
    static let all = [
        Capability(
            "Conservation: every item is accounted for", "Report/ReportTests", words: ["law", "balance", "balanced", "emitted"]),
        Capability("Fault matrix: nothing hangs, loses or lies, whatever a part does", "Run/FailureMatrixTests"),
        Capability("Order among several workers", "Pipeline/PipelineOrderTests", "Workers/"),
        Capability("Error policies: skip, retry, fail", "Errors/ErrorPolicyTests", "PipelineFileTests/ErrorPolicyOptionTests"),
        Capability("Dead letters", "Errors/DeadLetterTests", "Faults/ResumeTests", words: ["letter"]),
        Capability("Branches", "Graph/BranchTests", "PipelineFileTests/BranchTests"),
        Capability("Joins by item and by time", "Graph/JoinTests", "Graph/TimeJoinTests", "Stages/JoinTests"),
        Capability("Deadlocks on a graph's bounds, found and named", "Watchdog/DeadlockTests"),
        Capability("Batching", "Pipeline/BatchTests", "Pipeline/TimingTests", words: ["batch", "results"]),
        Capability("Deadlines", "Pipeline/TimingTests", words: ["late", "lifetime"]),
        Capability("Rates", "Pipeline/TimingTests", words: ["rate"]),
        Capability("Dropping by policy", "Run/DroppingTests", "Channel/OverflowPolicyTests"),
        Capability("Several sources", "Graph/SeveralSourcesTests"),
        Capability("Memory bounds", "Graph/MemoryTests"),
        Capability("Watchdog", "Watchdog/WatchdogTests", "Watchdog/StallDetectorTests", "Faults/StallTests"),
        Capability(
            "Stop protocol", "Run/StopTests", "Stopping/", "Faults/InterruptTests", "Run/InterruptSignalsTests",
            "DataflowServiceTests/"),
        Capability("Resume after any death", "DataflowTests/Resume/", "Faults/ResumeTests", "Stages/StoreResumeTests"),
        Capability("Trace", "Trace/", "ObservationTests", words: ["trace", "span", "row", "whole"]),
        Capability(
            "Observers and logs", "Observation/", "DataflowLoggingTests/", "ObservationTests",
            words: ["told", "logs", "metadata"]),
        Capability("Metrics", "DataflowMetricsTests/", "Prometheus"),
        Capability("Percentiles of latency", "Latency/"),
        Capability("The bottleneck, named", "Report/ReportTests", words: ["pace", "waiting"]),
        Capability(
            "Reports and live counts", "Report/ReportTests", "DashboardTests/", words: ["JSON", "snapshots", "table", "page"]),
        Capability(
            "Pipeline files checked with line, column and advice", "PipelineFileTests/FaultTests", "PipelineFileTests/YAMLTests"),
        Capability("Dedicated threads", "Threads/"),
        Capability("Bounded channels", "DataflowTests/Channel/", words: ["random", "model", "cancel", "finish", "fail"]),
        Capability("DataflowTesting: seeded schedules", "Testing/SeededScheduleTests"),
        Capability("DataflowTesting: faults in any part", "Testing/FaultTests"),
        Capability("DataflowTesting: the contract of a catalogue", "Testing/CatalogueContractTests", "ContractTests"),
        Capability("DataflowTesting: recordings of real streams", "Testing/RecordingTests"),
        Capability("DataflowTesting: a stage's test in ten lines", "DocumentationTests/ReadmeTests"),
    ]
}
