/// Builds a ``Pipeline`` from a source, any stages and a sink; a link between unlike types does not compile.
@resultBuilder
public enum PipelineBuilder {
    public static func buildPartialBlock<S: Source>(first: S) -> Chain<S.Output> {
        Chain(first, first.defaultSettings)
    }

    public static func buildPartialBlock<S: Source>(first: Configured<S>) -> Chain<S.Output> {
        Chain(first.part, first.settings)
    }

    public static func buildPartialBlock<S: Stage>(accumulated: Chain<S.Input>, next: S) -> Chain<S.Output> {
        accumulated.appending(next, next.defaultSettings)
    }

    public static func buildPartialBlock<S: Stage>(accumulated: Chain<S.Input>, next: Configured<S>) -> Chain<S.Output> {
        accumulated.appending(next.part, next.settings)
    }

    public static func buildPartialBlock<S: Sink>(accumulated: Chain<S.Input>, next: S) -> ClosedChain {
        accumulated.closing(next, next.defaultSettings)
    }

    public static func buildPartialBlock<S: Sink>(accumulated: Chain<S.Input>, next: Configured<S>) -> ClosedChain {
        accumulated.closing(next.part, next.settings)
    }
}
