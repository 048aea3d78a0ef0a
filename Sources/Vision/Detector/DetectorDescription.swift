public import NeuralNetwork

/// What a YOLO model's file doesn't say of itself: its input, classes, anchors and heads. It is the `.json` beside the `.h5`.
///
/// ```json
/// {
///   "family": "yolov2 region head",
///   "input": [320, 320, 3],
///   "anchors_cells": [[0.6972, 0.7296], [1.0787, 1.06]],
///   "classes": ["car", "bus"]
/// }
/// ```
///
/// The later families have `heads` in place of `anchors_cells`, each with `output`, `anchors_px` and, where they differ from
/// the defaults, `scale_x_y` (1) and `new_coords` (0). `input_scaling`, `decode`, `quality`, `origin` and `licence` are notes.
public struct DetectorDescription: Sendable, Hashable {
    /// How a network of this kind writes its boxes.
    public enum Family: String, Sendable, Hashable, CaseIterable, Codable {
        case yoloV2 = "yolov2 region head"
        case yoloV3 = "yolov3 anchor head"
        case yoloV4 = "yolov4 anchor head"
    }

    public let family: Family
    public let inputWidth: Int
    public let inputHeight: Int
    public let inputChannels: Int
    /// How pixels become numbers, in the words of the file.
    public let inputScaling: String?
    public let classes: [String]
    /// One for each output of the model that holds boxes.
    public let heads: [YOLOHead]

    /// A YOLOv2 detector with one output.
    public init(
        regionAnchors: [Anchor], classes: [String], inputWidth: Int, inputHeight: Int, inputChannels: Int = 3,
        inputScaling: String? = nil
    ) {
        family = .yoloV2
        self.inputWidth = inputWidth
        self.inputHeight = inputHeight
        self.inputChannels = inputChannels
        self.inputScaling = inputScaling
        self.classes = classes
        heads = [.region(anchors: regionAnchors, classCount: classes.count)]
    }

    init(family: Family, input: [Int], inputScaling: String?, classes: [String], heads: [YOLOHead]) {
        self.family = family
        inputHeight = input[0]
        inputWidth = input[1]
        inputChannels = input[2]
        self.inputScaling = inputScaling
        self.classes = classes
        self.heads = heads
    }

    /// For each head the place of its output among the model's outputs.
    ///
    /// - Parameter outputs: the names of the model's outputs.
    /// - Throws: `VisionError.missingOutput` if the model has no output of a head's name.
    public func outputPlaces(among outputs: [String]) throws(VisionError) -> [Int] {
        var places: [Int] = []
        for head in heads {
            if let name = head.output {
                guard let place = outputs.firstIndex(of: name) else { throw .missingOutput(name: name, found: outputs) }
                places.append(place)
            } else {
                guard outputs.count == 1 else {
                    throw .argument("detector description", expected: "a model with one output", found: "\(outputs.count)")
                }
                places.append(0)
            }
        }
        return places
    }

    /// Everything that an image's outputs hold with a score of at least `threshold`, head after head.
    ///
    /// - Parameters:
    ///   - outputs: one for each head, in their order.
    ///   - image: the image's place in the batch.
    public func candidates(in outputs: [Tensor], image: Int = 0, threshold: Float) throws(VisionError) -> [Detection] {
        guard outputs.count == heads.count else {
            throw .argument("outputs", expected: "\(heads.count), one for each head", found: "\(outputs.count)")
        }
        var candidates: [Detection] = []
        for (head, output) in zip(heads, outputs) {
            try head.decode(output, image: image, threshold: threshold, into: &candidates)
        }
        return candidates
    }
}
