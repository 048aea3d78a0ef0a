/// A recurrent layer whose state is a function of the input and the state before.
struct SimpleRNNLayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        cells = [try RecurrentCellLayer(.simple, from: &options)]
        self.options = try RecurrentOptions(from: &options)
    }
}
