/// How a convolution is computed.
package enum ConvolutionAlgorithm: String, Sendable, Hashable {
    /// Every product by itself.
    case direct
    /// oneDNN's Winograd.
    case winograd
    /// Our own (`TiledWinograd`).
    case tiled
}

/// A convolution whose algorithm is chosen, ready to be lowered or timed.
enum ConvolutionChoice {
    case primitive(FusedDescription)
    case direct(DirectConvolution)
    case tiled(TiledWinograd)

    /// The layout in which it wants its source.
    var source: Layout {
        switch self {
        case .primitive(let choice): choice.description.source
        case .direct(let direct): direct.source
        case .tiled(let winograd): winograd.source
        }
    }

    var destination: Layout {
        switch self {
        case .primitive(let choice): choice.description.destination
        case .direct(let direct): direct.destination
        case .tiled(let winograd): winograd.destination
        }
    }

    var weightBytes: Int {
        switch self {
        case .primitive(let choice): choice.description.weights.bytes
        case .direct(let direct): DirectWeights(direct).bytes
        case .tiled(let winograd): TiledWinogradWeights(winograd).bytes
        }
    }

    /// How many of so many followups it does itself, the first ones.
    func accepted(of followups: Int) -> Int {
        switch self {
        case .primitive(let choice): choice.accepted
        case .direct: followups
        case .tiled(let winograd): winograd.accepted
        }
    }
}

extension Lowering {
    /// How a convolution is computed best: directly, or by Winograd where it is allowed, possible and faster.
    mutating func choose(_ convolution: Convolution, _ shapes: ConvolutionShapes) throws -> ConvolutionChoice {
        let direct = try candidate(.direct, convolution, shapes, pooling: followingPooling)!
        guard options.precision != .exact, convolution.mayBeWinograd, !self.direct.contains(current.index) else { return direct }
        let present = try operand(input).layout
        var best: (algorithm: ConvolutionAlgorithm, choice: ConvolutionChoice, costs: ConvolutionCosts?)?
        for algorithm in [ConvolutionAlgorithm.tiled, .winograd] {
            guard let winograd = try candidate(algorithm, convolution, shapes) else { continue }
            if options.preferredAlgorithm == algorithm { return winograd }
            let costs = costs(direct, winograd, shapes, present: present, followups: convolution.followups.count)
            if let least = best?.costs?.winograd, least <= costs?.winograd ?? .infinity { continue }
            best = (algorithm, winograd, costs)
        }
        guard options.preferredAlgorithm == nil, let (algorithm, winograd, costs) = best else { return direct }
        let isDirect =
            try costs?.isClearlyDirect
            ?? isMeasuredDirect(convolution, shapes, direct: direct, winograd: (algorithm, winograd), present: present)
        if isDirect { return direct }
        noteTransformedKernel(saving: costs?.saving ?? 0, bytes: winograd.weightBytes - direct.weightBytes)
        return winograd
    }

    private mutating func isMeasuredDirect(
        _ convolution: Convolution, _ shapes: ConvolutionShapes, direct: ConvolutionChoice,
        winograd: (algorithm: ConvolutionAlgorithm, choice: ConvolutionChoice), present: Layout
    ) throws -> Bool {
        let followups = convolution.followups
        let question = ConvolutionTuning.Question(
            source: shapes.source, weights: shapes.kernelView.dimensions, destination: shapes.destination,
            geometry: shapes.geometry, followups: followups,
            sourceNeedsReorder: [direct, winograd.choice].map { !$0.source.isSame(as: present) }, threads: threads,
            weightsAreCold: constantBytes > Self.cacheBytes)
        let candidates = [.direct, winograd.algorithm]
        let fastest = try ConvolutionTuning.fastest(of: candidates, for: question, cache: .shared) { algorithm in
            // Described anew, for an implementation divides its work by the threads it was described for.
            let choice = try candidate(algorithm, convolution, shapes, threads: OpenMP.threads)!
            return try ConvolutionTrial(
                choice, hasBias: convolution.hasBias, present: present,
                rest: followups.dropFirst(choice.accepted(of: followups.count)),
                weightsAreCold: question.weightsAreCold, in: trialMemory)
        }
        return fastest == .direct
    }

    /// Nil where the algorithm isn't possible.
    private mutating func candidate(
        _ algorithm: ConvolutionAlgorithm, _ convolution: Convolution, _ shapes: ConvolutionShapes,
        pooling: FollowingPooling? = nil,
        threads: Int? = nil
    ) throws -> ConvolutionChoice? {
        let followups = convolution.followups
        switch algorithm {
        case .direct:
            if let direct = try direct(convolution, shapes, pooling: pooling, threads: threads ?? self.threads) {
                return .direct(direct)
            }
            return .primitive(try describe(followups) { try shapes.describe($0) })
        case .winograd:
            guard let winograd = try? describe(followups, { try shapes.describe(isWinograd: true, $0) }),
                winograd.description.implementation.contains("wino")
            else { return nil }
            return .primitive(winograd)
        case .tiled:
            guard constant(node.inputs[1]) != nil else { return nil }
            return try TiledWinograd(
                shapes, present: operand(input).layout, followups: followups, threads: threads ?? self.threads,
                lanes: options.preferredLanes
            ).map { .tiled($0) }
        }
    }

    /// Ours, with the pooling where that pays.
    private func direct(
        _ convolution: Convolution, _ shapes: ConvolutionShapes, pooling: FollowingPooling?, threads: Int
    ) throws -> DirectConvolution? {
        guard constant(node.inputs[1]) != nil else { return nil }
        let (followups, lanes) = (convolution.followups, options.preferredLanes)
        if let pooling {
            let pooled = try DirectConvolution(
                shapes, followups: followups + pooling.followups, pooling: pooling.shapes, threads: threads, lanes: lanes)
            if let pooled { return pooled }
        }
        return try DirectConvolution(shapes, followups: followups, threads: threads, lanes: lanes)
    }

    /// Nil where one is of a kind that the account doesn't know.
    private func costs(
        _ direct: ConvolutionChoice, _ winograd: ConvolutionChoice, _ shapes: ConvolutionShapes, present: Layout, followups: Int
    ) -> ConvolutionCosts? {
        func passes(_ choice: ConvolutionChoice) -> Int {
            let reordered = choice.source.isSame(as: present) ? 0 : present.bytes + choice.source.bytes
            return reordered + (followups - choice.accepted(of: followups)) * 2 * choice.destination.bytes
        }
        if case .primitive(let choice) = direct, choice.description.implementation.contains("ref") { return nil }
        let (source, destination) = (shapes.source, shapes.destination)
        let directly = ConvolutionCost(source: source, destination: destination, passes: passes(direct))
        switch winograd {
        case .primitive(let choice):
            guard let format = WinogradFormat(choice.description.weights) else { return nil }
            let cost = ConvolutionCost(source: source, destination: destination, winograd: format, passes: passes(winograd))
            return ConvolutionCosts(direct: directly.milliseconds, winograd: cost.milliseconds)
        case .tiled(let tiled):
            let cost = ConvolutionCost(
                tiled: source, destination: destination, lanes: tiled.lanes, passes: passes(winograd))
            return ConvolutionCosts(direct: directly.milliseconds, winograd: cost.milliseconds)
        case .direct: return nil
        }
    }

    /// Constants beyond this are taken to have left the processor's caches when their convolution comes again.
    private static let cacheBytes = 24 << 20
}
