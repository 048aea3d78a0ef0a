/// How an inference stage divides the cores: how many frames it works on at once, and how many threads each of them gets.
///
/// Threads of one inference wait for each other after each layer, frames beside each other never do: on two cores two frames of one thread each
/// came 1.6 times as fast as frame after frame with two threads for yolo-fastest-1.1-xl, as fast for YOLOv2, and changed threads on a
/// core twenty times less often (Benchmarks/RESULTS.md). But each frame takes memory for its layers, so that more cores than a few are better
/// spent on threads.
package struct CoreDivision: Sendable, Hashable {
    package let workers: Int
    package let threads: Int

    /// How many frames go through the network at once unless somebody asks for more.
    private static let mostFrames = 4

    /// - Parameters:
    ///   - workers: as the user wants it; nil leaves it to this.
    ///   - threads: alike.
    ///   - batch: the frames of one inference. Where there are several they are there for its threads.
    package init(cores: Int, workers: Int?, threads: Int?, batch: Int) {
        let usual = batch > 1 ? 1 : min(cores, Self.mostFrames)
        self.workers = workers ?? threads.map { max(1, cores / $0) } ?? usual
        self.threads = threads ?? max(1, cores / self.workers)
    }
}
