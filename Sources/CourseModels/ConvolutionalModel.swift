public import Keras

/// Hand signs for the numbers 0 to 5; `convolutional_model(input_shape)` of the second generation.
public func convolutionalModel(inputShape: [Int?]) throws -> Model {
    let inputImage = Input(shape: inputShape)
    let z1 = Conv2D(8, kernelSize: 4, padding: "same")(inputImage)
    let a1 = ReLU()(z1)
    let p1 = MaxPooling2D(poolSize: 8, strides: 8, padding: "same")(a1)
    let z2 = Conv2D(16, kernelSize: 2, padding: "same")(p1)
    let a2 = ReLU()(z2)
    let p2 = MaxPooling2D(poolSize: 4, strides: 4, padding: "same")(a2)
    let flat = Flatten()(p2)
    let outputs = Dense(6, activation: "softmax")(flat)
    return try Model(inputs: inputImage, outputs: outputs)
}
