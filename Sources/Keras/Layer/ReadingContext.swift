/// What, beside a layer's own options, decides how it is read.
struct ReadingContext: Sendable {
    /// The file's path, as errors name it.
    let path: String
    let version: KerasVersion
    /// What the caller registered for Lambda layers.
    let lambdas: [LambdaFunction]

    init(path: String, version: KerasVersion, lambdas: [LambdaFunction] = []) {
        self.path = path
        self.version = version
        self.lambdas = lambdas
    }
}
