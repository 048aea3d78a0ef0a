/// Puts the channels and jobs of one run together, from what the pipeline's parts say.
///
/// Made from the sinks to the sources, so that each part finds the ways into those that read from it.
final class RunAssembly {
    /// From the sources to the sinks.
    var jobs: [PartJob] { jobsByPart.compactMap(\.self) }
    var channels: [RunLedger.Channel] { channelsByPart.compactMap(\.self) }

    /// Where parts wait beside the channels.
    private(set) var waits: [RunLedger.Window] = []
    let context: RunContext
    private let parts: [GraphPart]
    private let shape: GraphShape
    private var jobsByPart: [PartJob?]
    private var channelsByPart: [RunLedger.Channel?]
    /// By part and input, the way in: an `Entrance` of what it takes.
    private var entrances: [[any Sendable]]
    private var windows: [Int: JoinWindow] = [:]

    var hasSeveralSources: Bool { parts.count { $0.kind == .source } > 1 }

    init(_ graph: PipelineGraph, _ context: RunContext) {
        self.context = context
        parts = graph.parts
        shape = graph.shape
        jobsByPart = Array(repeating: nil, count: parts.count)
        channelsByPart = Array(repeating: nil, count: parts.count)
        entrances = Array(repeating: [], count: parts.count)
        for part in parts.indices.reversed() { parts[part].assemble(self, part) }
    }

    /// The channel before a part, where all its inputs meet.
    ///
    /// - Parameter conditions: by input, which items the part takes.
    func channel<Payload>(
        before part: Int, conditions: [(@Sendable (Payload) -> Bool)?]
    ) -> BoundedChannel<Item<Payload>> {
        let channel: BoundedChannel<Item<Payload>> = makeChannel(before: part)
        let producers = ProducerCount(conditions.count)
        entrances[part] = conditions.map { Entrance(channel.storage, condition: $0, producers: producers) }
        return channel
    }

    private func makeChannel<Payload>(before part: Int) -> BoundedChannel<Item<Payload>> {
        let (settings, losses) = (parts[part].settings, context.losses)
        let channel = BoundedChannel<Item<Payload>>(capacity: settings.capacity, overflow: settings.overflow) { item in
            losses.record(
                .dropped, item: item.id, origin: item.origin, stage: settings.name,
                reason: "the channel before it was full (\(settings.overflow.rawValue), capacity \(settings.capacity))")
        }
        var producers: [String] = []
        for name in parts[part].inputs.map({ parts[$0].name }) where !producers.contains(name) { producers.append(name) }
        channelsByPart[part] = RunLedger.Channel(settings: settings, producers: producers, channel)
        return channel
    }

    /// The way out of a part: to all that read from it.
    func exit<Payload>(of part: Int, giving: Payload.Type) -> Exit<Payload> {
        let ways = shape.readers[part].map { reader -> Crossing<Payload>.Way in
            guard let entrance = entrances[reader.part][reader.input] as? Entrance<Payload> else {
                preconditionFailure("graph: \"\(parts[reader.part].name)\" does not take what \"\(parts[part].name)\" gives")
            }
            let joins = windows.keys.filter { shape.leads(reader.part, to: $0) }
            return Crossing.Way(entrance: entrance, joins: Set(joins))
        }
        if ways.count == 1, let channel = ways[0].entrance.channel, ways[0].entrance.condition == nil {
            return Exit(ways[0].entrance, channel)
        }
        let forks = windows.keys.sorted().filter { shape.fork(before: $0) == part && parts[$0].rule == .item }
        return Exit(
            Crossing(
                ways: ways, fanOut: parts[part].settings.fanOut,
                forks: forks.compactMap { join in windows[join].map { (join, $0) } }))
    }

    func add(_ job: PartJob, at part: Int) {
        jobsByPart[part] = job
    }

    func add(_ wait: RunLedger.Window) {
        waits.append(wait)
    }

    /// A join: the ways into it, and its two tasks.
    func add<Output>(_ work: JoinWork<Output>, _ settings: StageSettings, at part: Int, sides: [JoinSide]) {
        let window = JoinWindow(work.rule, inputs: sides.count, capacity: settings.capacity)
        let channel: BoundedChannel<Item<JoinArrival>> = makeChannel(before: part)
        let producers = ProducerCount(sides.count)
        windows[part] = window
        add(RunLedger.Window { window.sight(of: settings.name) })
        entrances[part] = sides.enumerated().map { input, side in
            side.entrance(JoinDoor(input: input, window: window, channel: channel, producers: producers))
        }
        let exit = exit(of: part, giving: Output.self)
        let tasks = JoinTasks(
            work: work, part: part, settings: settings, window: window, channel: channel, exit: exit, context: context)
        add(
            PartJob(.join, settings, work: [tasks.collect, tasks.join], finish: { exit.finish() }), at: part)
    }
}
