public import Dataflow
public import Datasets
public import Keras

/// A picture, and where in its batch it comes.
public struct PicturePlace: Sendable, Hashable {
    public let picture: PictureFolder.Picture
    public let isLastOfBatch: Bool
}

/// Pictures epoch after epoch, in the order in which a training goes through samples.
///
/// **Emits** each picture's place, once an epoch. **Waits when** the channel behind it is full. **Ends when** all epochs are through. **Fails when**
/// the run is cancelled alone.
public struct PicturePlaces: Source {
    public typealias Output = PicturePlace

    public let name: String
    private let pictures: [PictureFolder.Picture]
    private let options: FitOptions

    /// - Parameters:
    ///   - name: of the folder.
    ///   - options: their batch size, epochs, seed and whether they shuffle; the first epoch is 0.
    public init(_ pictures: [PictureFolder.Picture], name: String, _ options: FitOptions) {
        (self.pictures, self.name, self.options) = (pictures, name, options)
    }

    public var defaultSettings: StageSettings { StageSettings(name: "pictures") }
    public var expectedCount: Int? { pictures.count * options.epochs }

    public func emit(into outlet: SourceOutlet<PicturePlace>) async throws {
        var order = BatchOrder(count: pictures.count, options)
        for _ in 0..<options.epochs * order.batchesPerPass {
            let batch = order.next()
            for (place, index) in batch.enumerated() {
                let picture = PicturePlace(picture: pictures[index], isLastOfBatch: place == batch.count - 1)
                try await outlet.send(Emission(picture, origin: picture.picture.path))
            }
        }
    }
}
