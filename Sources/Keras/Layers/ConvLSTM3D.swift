/// A long short-term memory over volumes, its products convolutions.
struct ConvLSTM3DLayer: ConvLSTMLayer {
    static let rank = 3
    let memory: ConvolutionalMemory
}
