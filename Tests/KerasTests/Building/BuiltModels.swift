import Keras

/// The models of `References/make_building.py`, line by line; those of the course stand in CourseModels.
enum BuiltModels {
    static let all: [(name: String, make: @Sendable () throws -> Model)] = [
        ("depthwise", depthwise), ("shared", shared), ("nested", nested), ("deferred", deferred), ("frozen", frozen),
        ("recurrent", recurrent), ("initialised", initialised), ("operators", operators), ("extracted", extracted),
        ("extracted_behind", extractedBehind), ("extracted_nested", extractedNested),
    ]

    @Sendable static func depthwise() throws -> Model {
        let inputs = Input(shape: [32, 32, 3])
        var x = Conv2D(8, kernelSize: 3, strides: 2, padding: "same", useBias: false)(inputs)
        x = ReLU(maxValue: 6)(BatchNormalization(momentum: 0.9, epsilon: 1e-5)(x))
        x = DepthwiseConv2D(kernelSize: 3, padding: "same", depthMultiplier: 2)(x)
        x = SeparableConv2D(12, kernelSize: 3, activation: "swish")(x)
        x = LeakyReLU(alpha: 0.1)(x)
        x = GlobalAveragePooling2D()(x)
        return try Model(inputs, Dense(4)(Dropout(0.2)(x)))
    }

    @Sendable static func shared() throws -> Model {
        let (a, b) = (Input(shape: [8]), Input(shape: [8]))
        let dense = Dense(4, activation: "tanh")
        let (x, y) = (dense(a), dense(b))
        let joined = Concatenate()([x, y, Subtract()([x, y])])
        return try Model([a, b], [Dense(2, name: "first")(joined), Dense(1, name: "second")(x)])
    }

    @Sendable static func nested() throws -> Model {
        let innerInput = Input(shape: [6])
        let h = Dense(5, activation: "relu")(innerInput)
        let inner = try Model(innerInput, [h, Dense(3)(h)], name: "inner")
        let head = Sequential([Dense(4, inputShape: [6]), Dropout(0.3), Dense(6)])
        let x = Input(shape: [6])
        let near = inner.outputs(head(x))
        let far = inner.outputs(head(head(x)))
        return try Model(x, [Add()([near[0], far[0]]), near[1], far[1]])
    }

    @Sendable static func deferred() throws -> Model {
        let augment = Sequential([RandomFlip(mode: "horizontal"), RandomRotation(0.2)])
        let x = Input(shape: [16, 16, 3])
        let y = Conv2D(2, kernelSize: 3)(Rescaling(1 / 127.5, offset: -1)(augment(x)))
        return try Model(x, Dense(2)(GlobalMaxPooling2D()(y)))
    }

    @Sendable static func frozen() throws -> Model {
        let x = Input(shape: [12, 12, 3])
        var y = Conv2D(4, kernelSize: 3, isTrainable: false)(x)
        y = BatchNormalization()(y, training: false)
        let inner = Sequential([Conv2D(3, kernelSize: 3, inputShape: [10, 10, 4]), BatchNormalization()])
        inner.isTrainable = false
        return try Model(x, Dense(2)(Flatten()(inner(y))))
    }

    @Sendable static func recurrent() throws -> Model {
        let x = Input(shape: [7])
        var y = Embedding(20, outputDimension: 6, maskZero: true)(x)
        y = Bidirectional(LSTM(4, returnSequences: true))(y)
        y = GRU(3, returnSequences: true)(y)
        y = LayerNormalization()(y)
        return try Model(x, Dense(2)(SimpleRNN(5)(y)))
    }

    @Sendable static func initialised() throws -> Model {
        let x = Input(shape: [9, 9, 2])
        var y = Conv2D(
            3, kernelSize: 3, kernelInitializer: "he_normal", biasInitializer: .constant(0.5), kernelRegularizer: .l2(5e-4),
            kernelConstraint: .maxNorm(3))(x)
        y = Dense(4, kernelInitializer: .randomNormal(deviation: 0.1), biasInitializer: "ones")(Flatten()(y))
        y = PReLU(alphaInitializer: .randomUniform(-1, 1, seed: 7))(y)
        return try Model(x, Dense(4, kernelInitializer: "orthogonal", activityRegularizer: "l1")(y))
    }

    @Sendable static func operators() throws -> Model {
        let (a, b) = (Input(shape: [4, 3]), Input(shape: [4, 3]))
        let x = (a + b) * 2 - b / 4
        let y = -x[.all, .range(1, 3)] + a[.all, .range(nil, 2)] * b[.all, .range(2, nil)]
        let z = Dense(2)(1 - x[.ellipsis, 0] * 0.5)
        let w = 2 / (x[.all, -1] + 1.5) + (0.5 + b[.all, 0])
        return try Model(
            [a, b],
            [z, y.magnitude(), w - 1, x[.all, .newAxis], 3 * x[.all, .range(nil, nil, step: 2)].power(2), x / a, a - x])
    }

    @Sendable static func extracted() throws -> Model {
        let x = Input(shape: [12, 12, 3], name: "pictures")
        var y = Conv2D(4, kernelSize: 3, name: "first")(x)
        y = ReLU(name: "rectified")(BatchNormalization()(y) * 0.5 + 1)
        y = MaxPooling2D(name: "pooled")(y)
        let base = try Model(x, Dense(5)(Flatten()(y)), name: "base")
        let head = Dense(3, activation: "softmax")(GlobalAveragePooling2D()(try base.getLayer("pooled").output))
        return try Model(base.input, [head, base.getLayer("rectified").output])
    }

    @Sendable static func extractedBehind() throws -> Model {
        let base = try Model(
            Sequential([Conv2D(4, kernelSize: 3, inputShape: [8, 8, 3]), ReLU(name: "middle"), Flatten(), Dense(2)]))
        return try Model(base.input, base.getLayer("middle").output)
    }

    @Sendable static func extractedNested() throws -> Model {
        let innerInput = Input(shape: [6])
        let inner = try Model(innerInput, Dense(5)(innerInput), name: "inner")
        let shared = Dense(6, name: "shared")
        let x = Input(shape: [6])
        let y = shared(shared(x))
        let base = try Model(x, Dense(1)(Add(name: "sum")([inner(y), inner(x)])))
        return try Model(base.input, Dense(2)(base.getLayer("sum").output)).settingTrainable(false, of: ["shared"])
    }
}
