import Dataflow

/// The payload of the toy stages: a number and what was made of it.
struct Toy: Sendable, Hashable {
    var number: Int
}

enum Kernel: String, CaseIterable, Sendable {
    case nearest, bilinear, bicubic
}

/// Stages over numbers, shaped like those over frames: two slots are filled and one is emptied again.
struct ToyCatalogue: Sendable {
    /// What the sink of every pipeline built with this catalogue stores.
    let stored = Collected()

    var catalogue: StageCatalogue<Toy> {
        StageCatalogue([Self.count, Self.scale, Self.predict, Self.keep, Self.tidy, Self.add, print], condition: Self.condition)
    }

    /// `when: { below: 5 }`
    static var condition: OptionType<PayloadCondition<Toy>> {
        let below = StageOption("below", .integer(), "the number must be less")
        return .record("map", options: [below], standIn: PayloadCondition { _ in true }) { options in
            let limit = options.read(below)
            return PayloadCondition(reads: ["number"]) { $0.number < limit }
        }
    }

    static var add: StageEntry<Toy> {
        let within = StageOption(optional: "within", .duration(), "join by time")
        let incomplete = StageOption("incomplete", .oneOf(IncompleteJoin.self), default: .drop, "what becomes of the others")
        return StageEntry(
            name: "add", summary: "Adds numbers up.", kind: .join, contract: contract, options: [within, incomplete],
            example: "- add: { from: [left, right] }"
        ) { options in
            let rule = options.read(within).map { JoinRule.time(within: $0) } ?? .item
            let join = Add(rule: rule, incomplete: options.read(incomplete))
            return StageBlueprint(capacity: 3, rule: rule) { .join(join) }
        }
    }

    static let contract = StageContract(
        emits: "each number", waitsWhen: "there is no room behind it", endsWhen: "its input ends", failsWhen: "never")

    static var count: StageEntry<Toy> {
        let upTo = StageOption("up-to", .integer(in: 0...), "how many numbers there are")
        let step = StageOption("step", .integer(in: 1...10), default: 1, "how far one is from the next")
        return StageEntry(
            name: "count", summary: "Emits numbers from 0.", kind: .source, contract: contract, options: [upTo, step],
            writes: ["number"], example: "- count: { up-to: 10 }"
        ) { options in
            let count = options.read(upTo)
            let step = options.read(step)
            return StageBlueprint { .source(Count(upTo: count, step: step)) }
        }
    }

    static var scale: StageEntry<Toy> {
        let size = StageOption("size", .size(upTo: 100), default: OptionSize(width: 4, height: 4), "sides of the grid")
        let kernel = StageOption("kernel", .oneOf(Kernel.self), default: .bicubic, "how it is resampled")
        return StageEntry(
            name: "scale", summary: "Makes a grid of a number.", kind: .transform, contract: contract, options: [size, kernel],
            reads: ["number"], writes: ["grid"], example: "- scale: { size: 4x4 }"
        ) { options in
            let size = options.read(size)
            _ = options.read(kernel)
            return StageBlueprint(
                threads: .dedicated,
                verify: { _ in [Slot("grid", shape: [size.height, size.width, nil], detail: "rows, columns")] },
                build: { .stage(Pass(threads: .dedicated)) })
        }
    }

    static var predict: StageEntry<Toy> {
        let model = StageOption("model", .path, "the file with the weights")
        let batch = StageOption("batch", .integer(in: 1...64), default: 1, "how many grids at once")
        let threshold = StageOption("threshold", .number(in: 0...1), default: 0.5, "the least score")
        let exact = StageOption("exact", .bool, default: false, "whether to be exact")
        let classes = StageOption(optional: "classes", .list(of: .text), absent: "all", "names of classes")
        return StageEntry(
            name: "predict", summary: "Finds boxes in grids.", kind: .transform, contract: contract,
            options: [model, batch, threshold, exact, classes], reads: ["grid"], writes: ["boxes"], removes: ["grid"],
            example: "- predict:\n    model: toy.h5"
        ) { options in
            let path = options.read(model)
            _ = (options.read(batch), options.read(threshold), options.read(exact), options.read(classes))
            return StageBlueprint(
                verify: { slots in
                    guard let sides = slots["grid"]?.shape, sides.prefix(2) != [4, 4] else { return [Slot("boxes")] }
                    let found = slots["grid"].map { "\($0.shapeText) from \"\($0.writer)\"" } ?? ""
                    throw StageFault(at: model, "expected a grid of 4 × 4, found \(found); set its size to 4")
                },
                build: {
                    if path == "broken.h5" { throw StageFault(at: model, "the weights are cut short") }
                    return .stage(OnlyEven())
                })
        }
    }

    static var keep: StageEntry<Toy> {
        let least = StageOption("least", .integer(), default: 0, "the least number kept")
        let most = StageOption(optional: "most", .integer(), "the greatest number kept")
        return StageEntry(
            name: "keep", summary: "Keeps some boxes.", kind: .transform, contract: contract, options: [least, most],
            reads: ["boxes"], example: "- keep: { least: 2 }"
        ) { options in
            let low = options.read(least)
            if let high = options.read(most), high < low {
                options.refuse(most, "expected at least \(low), which \"least\" says, found \(high)")
            }
            return StageBlueprint { .stage(Pass()) }
        }
    }

    static var tidy: StageEntry<Toy> {
        StageEntry(
            name: "tidy", summary: "Sorts boxes.", kind: .transform, contract: contract, reads: ["boxes"], writes: ["boxes"],
            example: "- tidy"
        ) { _ in
            StageBlueprint { .stage(Pass()) }
        }
    }

    var print: StageEntry<Toy> {
        let lines = StageOption(optional: "lines", .path, "where the lines go")
        let labels = StageOption("labels", .map(of: .text), default: [], "words for names")
        return StageEntry(
            name: "print", summary: "Stores boxes.", kind: .sink, contract: Self.contract, options: [lines, labels],
            reads: ["boxes"],
            example: "- print"
        ) { [stored] options in
            _ = (options.read(lines), options.read(labels))
            return StageBlueprint { .sink(Store(stored: stored)) }
        }
    }
}
