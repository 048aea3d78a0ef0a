extension PipelineGraph {
    /// Adds a join: it makes one item of those that belong together.
    ///
    /// The result has the envelope of the first of them. A join holds up to `capacity` items of each input that wait for their partners
    /// (by item: so many items may be on their ways between where they parted and the join); those who send wait until there is room.
    ///
    /// - Parameters:
    ///   - inputs: what is joined, of whatever types.
    ///   - name: what the join is called in reports and errors.
    ///   - rule: which items belong together.
    ///   - incomplete: what becomes of an item that did not come by all inputs.
    ///   - combine: makes one payload of those of the inputs, `nil` for what is missing; returns `nil` to filter.
    @discardableResult
    public mutating func join<each Input: Sendable, Output: Sendable>(
        _ inputs: repeat Port<each Input>, named name: String, by rule: JoinRule = .item, capacity: Int = 16,
        incomplete: IncompleteJoin = .drop, onError: ErrorPolicy = .fail,
        _ combine: @escaping @Sendable (repeat (each Input)?) async throws -> Output?
    ) -> Port<Output> {
        var settings = StageSettings(name: name)
        settings.capacity = capacity
        settings.onError = onError
        var sides: [JoinSide] = []
        for input in repeat each inputs { sides.append(JoinSide(input, producer(input.edge))) }
        return append(sides, rule, incomplete, settings) { payloads in
            var position = -1
            func next<Payload>(_: Payload.Type) -> Payload? {
                position += 1
                return payloads[position] as? Payload
            }
            return try await combine(repeat next((each Input).self))
        }
    }

    /// Adds a join of any number of inputs of one type.
    @discardableResult
    public mutating func add<J: Join>(_ join: J, with settings: StageSettings, from inputs: [Port<J.Input>]) -> Port<J.Output> {
        let sides = inputs.map { JoinSide($0, producer($0.edge)) }
        return append(sides, join.rule, join.incomplete, settings) { payloads in
            try await join.join(payloads.map { $0 as? J.Input })
        }
    }

    private mutating func append<Output: Sendable>(
        _ sides: [JoinSide], _ rule: JoinRule, _ incomplete: IncompleteJoin, _ settings: StageSettings,
        _ combine: @escaping @Sendable ([(any Sendable)?]) async throws -> Output?
    ) -> Port<Output> {
        let work = JoinWork(rule: rule, incomplete: incomplete, inputs: sides.map { parts[$0.producer].name }, combine: combine)
        let outline = GraphOutline.Part(
            kind: .join, settings: settings, inputs: sides.map(\.producer), isConditional: sides.map(\.isConditional), rule: rule)
        let part = GraphPart(outline: outline) { assembly, part in
            assembly.add(work, settings, at: part, sides: sides)
        }
        return Port(append(part))
    }
}

/// An input of a join, its payload's type forgotten.
struct JoinSide: Sendable {
    let producer: Int
    let isConditional: Bool
    /// Makes the way in: what the producer finds as an `Entrance` of its payload.
    let entrance: @Sendable (JoinDoor) -> any Sendable

    init<Payload: Sendable>(_ port: Port<Payload>, _ producer: Int) {
        self.producer = producer
        isConditional = port.condition != nil
        entrance = { door in
            Entrance<Payload>(channel: nil, condition: port.condition) { item, ledger in
                try await door.pass(item, ledger)
            } finish: {
                door.finish()
            }
        }
    }
}

/// One of the ways into a join.
struct JoinDoor: Sendable {
    let input: Int
    let window: JoinWindow
    let channel: BoundedChannel<Item<JoinArrival>>
    let producers: ProducerCount

    func pass(_ item: Item<some Sendable>, _ ledger: WorkerLedger) async throws {
        try await window.admit(input: input, ledger)
        try await channel.storage.pass(item.with(JoinArrival(input: input, payload: item.payload)), ledger)
    }

    func finish() {
        window.finish(input: input)
        if producers.end() { channel.finish() }
    }
}
