/// What, beside a layer's own options, decides how it is read.
struct ReadingContext: Sendable {
    /// The file's path, as errors name it.
    let path: String
    let version: KerasVersion
    /// `tensorflow`, `theano`, `cntk`, …; nil where the file doesn't say.
    let backend: String?
    /// What the caller registered for Lambda layers.
    let lambdas: [LambdaFunction]

    init(path: String, version: KerasVersion, backend: String? = nil, lambdas: [LambdaFunction] = []) {
        self.path = path
        self.version = version
        self.backend = backend
        self.lambdas = lambdas
    }
}
