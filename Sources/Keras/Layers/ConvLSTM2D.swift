/// A long short-term memory over images, its products convolutions.
struct ConvLSTM2DLayer: ConvLSTMLayer {
    static let rank = 2
    let memory: ConvolutionalMemory
}
