import ArgumentParser

/// Where the numbers of each epoch are written.
struct HistoryArguments: ParsableArguments {
    struct Places {
        let table: String
        /// A PNG and an SVG file, or none.
        let charts: [String]
    }

    @Option(
        help: ArgumentHelp(
            "Write the table of all epochs' numbers here; unless given, it lies beside the model, trained.history.csv.",
            valueName: "history.csv"))
    var history: String?

    @Flag(inversion: .prefixedNo, help: "Draw these numbers beside the model: trained.history.png, trained.history.svg.")
    var charts = true

    /// - Parameter model: the path that the trained model is written to.
    func places(beside model: String) -> Places {
        Places(
            table: history ?? Self.beside(model, "csv"), charts: charts ? ["png", "svg"].map { Self.beside(model, $0) } : [])
    }

    /// What was told of the training of a model that goes on.
    func earlier(of model: String) -> HistoryTable? {
        HistoryTable(contentsOf: Self.beside(model, "csv")) ?? history.flatMap { HistoryTable(contentsOf: $0) }
    }

    private static func beside(_ model: String, _ suffix: String) -> String {
        let name = model.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let ending = name.lastIndex(of: ".").map { name[$0...] } ?? ""
        return model.dropLast(ending.count) + ".history." + suffix
    }
}
