import ArgumentParser
import Training

/// How the learning rate changes from step to step, by Keras' names.
struct ScheduleArguments: ParsableArguments {
    enum Form: String, CaseIterable, ExpressibleByArgument {
        case cosine
        case cosineRestarts = "cosine-restarts"
        case exponential
        case inverseTime = "inverse-time"
        case polynomial
        case piecewise
    }

    @Option(help: "How the learning rate changes from step to step, from --learning-rate on.")
    var schedule: Form?

    @Option(
        help: ArgumentHelp(
            "Of cosine, exponential, inverse-time and polynomial; unless given, all steps that the optimizer has taken once training ends.",
            valueName: "steps"))
    var decaySteps: Int?

    @Option(help: ArgumentHelp("Of cosine-restarts: the steps until it starts anew.", valueName: "steps"))
    var firstDecaySteps: Int?

    @Option(help: ArgumentHelp("Of exponential and inverse-time: how strong the decay is.", valueName: "number"))
    var decayRate: Float?

    @Flag(help: "Of exponential and inverse-time: change the rate only every --decay-steps.")
    var staircase = false

    @Option(
        help: ArgumentHelp("Of cosine and cosine-restarts: the part of the rate that is left; 0 by default.", valueName: "part"))
    var alpha: Float?

    @Option(help: ArgumentHelp("Of cosine: the rate to rise to first, within --warmup-steps.", valueName: "rate"))
    var warmupTarget: Float?

    @Option(help: ArgumentHelp("Of cosine.", valueName: "steps"))
    var warmupSteps: Int?

    @Option(help: ArgumentHelp("Of cosine-restarts: how much longer each time is; 2 by default.", valueName: "factor"))
    var tMul: Float?

    @Option(
        help: ArgumentHelp("Of cosine-restarts: how high each time begins beside the last; 1 by default.", valueName: "factor"))
    var mMul: Float?

    @Option(help: ArgumentHelp("Of polynomial: where the rate ends; 0.0001 by default.", valueName: "rate"))
    var endLearningRate: Float?

    @Option(help: ArgumentHelp("Of polynomial; 1 by default.", valueName: "exponent"))
    var power: Float?

    @Flag(help: "Of polynomial: begin anew once it is over.")
    var cycle = false

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Of piecewise: the steps up to which each rate holds.", valueName: "step"))
    var boundaries: [Int] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Of piecewise: the rates, one more than boundaries.", valueName: "rate"))
    var values: [Float] = []
}
