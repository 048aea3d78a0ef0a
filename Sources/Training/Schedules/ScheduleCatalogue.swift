/// Every schedule that Keras can name: one file of `Schedules` and one line here for each.
public enum ScheduleCatalogue {
    public static let schedules: [any LearningRateSchedule.Type] = [
        ExponentialDecay.self,
        PiecewiseConstantDecay.self,
        PolynomialDecay.self,
        InverseTimeDecay.self,
        CosineDecay.self,
        CosineDecayRestarts.self,
    ]

    /// The one of a class name; nil for a name that Keras doesn't know.
    public static func schedule(named name: String) -> (any LearningRateSchedule.Type)? {
        schedules.first { $0.kerasName == name }
    }
}
