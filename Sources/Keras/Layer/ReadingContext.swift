/// What, beside a layer's own options, decides how it is read.
struct ReadingContext: Sendable {
    /// The file's path, as errors name it.
    let path: String
    let version: KerasVersion
    /// What the caller registered for Lambda layers.
    let lambdas: [LambdaFunction]
    /// The caller's own layers, by their names.
    let customs: [String: any Layer]

    init(
        path: String, version: KerasVersion, lambdas: [LambdaFunction] = [], customs: [String: any Layer] = [:]
    ) {
        self.path = path
        self.version = version
        self.lambdas = lambdas
        self.customs = customs
    }
}
