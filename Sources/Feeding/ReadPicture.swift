public import Dataflow
public import Datasets
import Imaging
import NeuralNetwork

/// A picture in the form of an example.
public struct PictureExample: Sendable {
    /// In the order of `PictureForm.itemShape`.
    let bytes: [UInt8]
    let label: Int
    let isLastOfBatch: Bool
}

extension PictureExample: ByteCounted {
    public var byteCount: Int { bytes.count }
}

/// Reads a picture and brings it to the form of examples, as `framerill dataset make` does.
///
/// **Emits** an example for each picture. **Waits when** there is no input or no room behind. **Ends when** its input ends. **Fails when** a picture
/// can't be read.
public struct ReadPicture: Transform {
    public typealias Input = PicturePlace
    public typealias Output = PictureExample

    private let form: PictureForm

    public init(_ form: PictureForm) { self.form = form }

    public var defaultSettings: StageSettings { StageSettings(name: "read", workers: 2, threads: .dedicated) }

    public func transform(_ place: PicturePlace) async throws -> PictureExample? {
        PictureExample(
            bytes: form.bytes(of: try ImageFile.read(place.picture.path)), label: place.picture.label,
            isLastOfBatch: place.isLastOfBatch)
    }
}
