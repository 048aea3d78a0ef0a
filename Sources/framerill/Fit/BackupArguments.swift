import ArgumentParser
import Foundation
import Keras

/// How a training that is killed can go on.
struct BackupArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep a copy of the training here after each epoch; the same command goes on from it, to the same weights.",
            valueName: "folder"))
    var backup: String?

    @Option(help: ArgumentHelp("Keep it also after so many batches.", valueName: "batches"))
    var backupEvery: Int?

    func validate() throws {
        guard let backupEvery else { return }
        if backup == nil { throw ValidationError("--backup-every: expected --backup beside it, found none") }
        if backupEvery < 1 { throw ValidationError("--backup-every: expected at least 1, found \(backupEvery)") }
    }

    /// Removed by who has the trained model safe.
    func callback() -> BackupAndRestore? {
        backup.map { BackupAndRestore($0, every: backupEvery.map { .batches($0) } ?? .epoch, removesAtEnd: false) }
    }
}
