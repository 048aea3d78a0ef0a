/// A long short-term memory.
struct LSTMLayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        cells = [try RecurrentCellLayer(.lstm, from: &options)]
        self.options = try RecurrentOptions(from: &options)
    }
}
