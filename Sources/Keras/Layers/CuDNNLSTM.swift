/// An LSTM with weights as CuDNN holds them (Keras 2 and TensorFlow 1).
struct CuDNNLSTMLayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        cells = [try RecurrentCellLayer(.lstm, from: &options, isCuDNN: true)]
        self.options = try RecurrentOptions(from: &options)
    }
}
