import ArgumentParser
import Dataflow

/// Bytes with their unit, as pipeline files have them: `512MB`.
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        guard let bytes = ByteCountText.bytes(argument) else { return nil }
        self.bytes = bytes
    }
}
