/// A long short-term memory over sequences, its products convolutions.
struct ConvLSTM1DLayer: ConvLSTMLayer {
    static let rank = 1
    let memory: ConvolutionalMemory
}
