extension Preprocess {
    /// What `preprocess_input` of a module of `keras.applications` does to pixels from 0 to 255.
    public enum Mode: String, CaseIterable, Sendable {
        /// From -1 to 1: InceptionResNetV2, InceptionV3, MobileNet, MobileNetV2, NASNet, ResNetV2, Xception.
        case tf
        /// From 0 to 1, then less ImageNet's mean and divided by its deviation: DenseNet.
        case torch
        /// Blue, green, red, less ImageNet's mean: ResNet, VGG.
        case caffe
        /// As they are, for the network has the layers for it: ConvNeXt, EfficientNet and V2, MobileNetV3, RegNet, ResNetRS.
        case none

        var channels: Channels { self == .caffe ? .bgr : .rgb }

        var mean: SIMD3<Float> {
            switch self {
            case .tf: SIMD3(repeating: 127.5)
            case .torch: 255 * SIMD3(0.485, 0.456, 0.406)
            case .caffe: SIMD3(103.939, 116.779, 123.68)
            case .none: .zero
            }
        }

        var scale: SIMD3<Float> {
            switch self {
            case .tf: SIMD3(repeating: 1 / 127.5)
            case .torch: 1 / (255 * SIMD3(0.229, 0.224, 0.225))
            case .caffe, .none: SIMD3(repeating: 1)
            }
        }
    }
}
