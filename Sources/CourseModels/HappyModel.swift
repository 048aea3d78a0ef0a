public import Keras

// Keras tutorial, "the Happy House": a picture of a face, smiling or not. Reads line by line as the notebook's Python.

/// The model of the first generation, in calls; `HappyModel(input_shape)`.
public func happyModel(inputShape: [Int?]) throws -> Model {
    let xInput = Input(shape: inputShape)
    var x = ZeroPadding2D(padding: [3, 3])(xInput)
    x = Conv2D(32, kernelSize: [7, 7], strides: [1, 1], name: "conv0")(x)
    x = BatchNormalization(axis: 3, name: "bn0")(x)
    x = Activation("relu")(x)
    x = MaxPooling2D(poolSize: [2, 2], name: "max_pool")(x)
    x = Flatten()(x)
    x = Dense(1, activation: "sigmoid", name: "fc")(x)
    return try Model(inputs: xInput, outputs: x, name: "HappyModel")
}

/// The same layers one behind the other, as the second generation has them; `happyModel()`.
public func happyModel() throws -> Model {
    try Model(
        Sequential([
            ZeroPadding2D(padding: 3, inputShape: [64, 64, 3]),
            Conv2D(32, kernelSize: 7, strides: 1),
            BatchNormalization(axis: 3),
            ReLU(),
            MaxPooling2D(),
            Flatten(),
            Dense(1, activation: "sigmoid"),
        ]))
}
