import NeuralNetwork

/// A layer whose calls may say more than which tensors they get.
protocol KeywordLayer: Layer {
    /// Arguments after the first that are tensors, or lists of them, in the order in which the layer takes them.
    static var tensorKeywords: [String] { get }

    /// Takes a flag that a call gives.
    ///
    /// - Returns: false where the layer knows no such flag.
    mutating func take(flag name: String) -> Bool

    /// Learns that the last of its inputs so far came under this keyword.
    mutating func take(tensors name: String)
}

extension KeywordLayer {
    mutating func take(tensors name: String) {}

    mutating func take(flag name: String) -> Bool { false }
}

extension RecurrentLayer {
    static var tensorKeywords: [String] { ["initial_state"] }
}

extension ConvLSTMLayer {
    static var tensorKeywords: [String] { ["initial_state"] }
}

extension SimpleRNNLayer: KeywordLayer {}
extension GRULayer: KeywordLayer {}
extension LSTMLayer: KeywordLayer {}
extension CuDNNGRULayer: KeywordLayer {}
extension CuDNNLSTMLayer: KeywordLayer {}
extension RNNLayer: KeywordLayer {}
extension ConvLSTM1DLayer: KeywordLayer {}
extension ConvLSTM2DLayer: KeywordLayer {}
extension ConvLSTM3DLayer: KeywordLayer {}

extension BidirectionalLayer: KeywordLayer {
    static let tensorKeywords = ["initial_state"]
}

/// A layer that attends: its calls may ask for a causal mask, and for the scores beside the answer.
protocol AttendingLayer: KeywordLayer {
    var isCausal: Bool { get set }
    var givesScores: Bool { get set }
}

extension AttendingLayer {
    static var tensorKeywords: [String] { [] }

    mutating func take(flag name: String) -> Bool {
        switch name {
        case "use_causal_mask": isCausal = true
        case "return_attention_scores": givesScores = true
        default: return false
        }
        return true
    }
}

extension AttentionLayer: AttendingLayer {}
extension AdditiveAttentionLayer: AttendingLayer {}

/// A layer that attends with heads: its calls may also name keys and masks.
protocol HeadedAttentionLayer: AttendingLayer {
    var masks: [String] { get set }
}

extension HeadedAttentionLayer {
    static var tensorKeywords: [String] { AttentionInputs<Shape>.keywords }

    mutating func take(tensors name: String) { if AttentionInputs<Shape>.isMask(name) { masks.append(name) } }
}

extension MultiHeadAttentionLayer: HeadedAttentionLayer {}
extension GroupedQueryAttentionLayer: HeadedAttentionLayer {}

extension BatchNormalizationLayer: KeywordLayer {
    static let tensorKeywords: [String] = []

    mutating func take(flag name: String) -> Bool { name == "training" && takeTraining() }
}

extension ReversibleEmbeddingLayer: KeywordLayer {
    static let tensorKeywords: [String] = []

    mutating func take(flag name: String) -> Bool {
        if name == "reverse" { isReversed = true }
        return name == "reverse"
    }
}

/// What a call says beside the tensors that it gives without a name.
struct CallDetails: Sendable {
    /// How many of the call's tensors, behind those without one, have a name.
    var named: [(name: String, count: Int)] = []
    /// Flags that are set.
    var flags: [String] = []
    /// The mask of each of the first inputs, which stands instead of the one that it carries; nil for none.
    var masks: [TensorReference?] = []
    /// What the layer is by its flags.
    var layer: (any Layer)?

    var isEmpty: Bool { named.isEmpty && flags.isEmpty && masks.isEmpty }
}

extension InboundCalls.Call {
    /// Moves the tensors that keywords name behind those without a name, and takes the flags that the layer knows; such keywords
    /// are no longer among the call's.
    ///
    /// - Returns: what was taken, but for the masks, which still have to be found among the network's tensors.
    mutating func takeKeywords(of layer: any Layer) throws(InboundCalls.Fault) -> (details: CallDetails, masks: [NamedTensor?]) {
        var details = CallDetails()
        let masks = try takeMasks()
        guard var own = layer as? any KeywordLayer else { return (details, masks) }
        for name in type(of: own).tensorKeywords {
            guard let index = keywords.firstIndex(where: { $0.name == name && !$0.value.isNull }) else { continue }
            let given = try InboundCalls.tensors(in: keywords.remove(at: index).value)
            tensors += given
            details.named.append((name, given.count))
            own.take(tensors: name)
        }
        keywords.removeAll { keyword in
            if keyword.value.isNull || keyword.value.flag == false { return true }
            guard keyword.value.flag == true, own.take(flag: keyword.name) else { return false }
            details.flags.append(keyword.name)
            return true
        }
        if !details.flags.isEmpty || !details.named.isEmpty { details.layer = own }
        return (details, masks)
    }
}

extension InboundCalls.Call {
    /// The masks that the call gives; the keyword is then no longer among the call's.
    mutating func takeMasks() throws(InboundCalls.Fault) -> [NamedTensor?] {
        guard let index = keywords.firstIndex(where: { $0.name == "mask" && !$0.value.isNull }) else { return [] }
        return try InboundCalls.masks(in: keywords.remove(at: index).value)
    }
}

extension InboundCalls {
    /// The tensors that an argument is: one or a list, as `[layer, node, tensor]` or as an object of the class `__keras_tensor__`.
    static func tensors(in value: JSON) throws(Fault) -> [NamedTensor] {
        if value[key: "class_name"]?.text == "__keras_tensor__" {
            return [try tensor(value[key: "config"]?[key: "keras_history"] ?? value)]
        }
        guard let elements = value.elements, !elements.isEmpty else {
            throw Fault(expected: "a tensor, or a list of them", found: value.excerpt)
        }
        if elements[0].text != nil { return [try tensor(value)] }
        var tensors: [NamedTensor] = []
        for element in elements { tensors += try Self.tensors(in: element) }
        return tensors
    }

    /// The masks that an argument is: of one input or of several, some of which may have none.
    static func masks(in value: JSON) throws(Fault) -> [NamedTensor?] {
        guard let elements = value.elements, elements.first?.text == nil else { return try tensors(in: value) }
        var masks: [NamedTensor?] = []
        for element in elements { masks.append(element.isNull ? nil : try tensors(in: element).first) }
        return masks
    }
}
