/// A layer of gated recurrent units, with the reset before or after the product (`reset_after`).
struct GRULayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        cells = [try RecurrentCellLayer(.gru, from: &options)]
        self.options = try RecurrentOptions(from: &options)
    }
}
