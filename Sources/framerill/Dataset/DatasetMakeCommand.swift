public import ArgumentParser
import Dataflow
public import Datasets
import Foundation
import HDF5
import Imaging
import Synchronization

struct DatasetMakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes a file of examples from a folder of pictures.",
        discussion: """
            Each subfolder is a class. Where all are named by whole numbers the classes are these numbers, else they have names. What is \
            written has the form of the Keras courses: train_set_x (examples, height, width, channels), train_set_y, list_classes.

            Pictures are JPEG or PNG, taken one by one: there may be more than the memory holds. They are turned as their EXIF orientation \
            says, and transparency is dropped. The same pictures and the same seed give the same file.
            """)

    @Argument(help: ArgumentHelp("The folder: one subfolder for each class.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Height and width of the examples.", valueName: "HxW"))
    var size: ImageExtents

    @Option(help: ArgumentHelp("The file to write.", valueName: "out.h5"))
    var output: String

    @Option(help: ArgumentHelp("What the examples are for: train or test.", valueName: "train|test"))
    var set: ExamplePurpose = .train

    @Option(help: ArgumentHelp("Which share of each class goes into a file of its own to test with.", valueName: "0.2"))
    var testShare: Double?

    @Option(help: ArgumentHelp("The file for --test-share.", valueName: "test.h5"))
    var testOutput: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Which subfolders, in the order of their labels; all, in natural order, unless given.", valueName: "name"))
    var classes: [String] = []

    @Option(help: "Decides the order of the examples, and which ones are to test with.")
    var seed: UInt32 = 0

    @Flag(help: "Keep the pictures in the order of their classes and names; to test with are then the last of each class.")
    var noShuffle = false

    @Option(
        help: ArgumentHelp(
            "How pictures of another shape are fitted in: stretch, letterbox (with grey margins) or crop.", valueName: "how"))
    var fit: PictureForm.Fit = .stretch

    @Option(help: "How pictures are resized.")
    var resample: Resampling = .bicubic

    @Flag(help: "One channel instead of three.")
    var grey = false

    @Option(help: ArgumentHelp("Compress the examples by gzip, from 1 (fast) to 9 (small).", valueName: "level"))
    var compress: Int?

    @Flag(help: "Tell of pictures that can't be read, and leave them out.")
    var skipUnreadable = false

    func validate() throws {
        guard (testShare == nil) == (testOutput == nil) else {
            throw ValidationError("--test-share, --test-output: expected both or neither, found one")
        }
        if let testShare, !(testShare > 0 && testShare < 1) {
            throw ValidationError("--test-share: expected more than 0 and less than 1, found \(testShare)")
        }
        if testShare != nil, set == .test {
            throw ValidationError("--set: expected train beside --test-share, found test")
        }
        if let compress, !(1...9).contains(compress) {
            throw ValidationError("--compress: expected from 1 to 9, found \(compress)")
        }
        if let testOutput, URL(filePath: testOutput).standardizedFileURL == URL(filePath: output).standardizedFileURL {
            throw ValidationError("--test-output: expected another file than --output, found \(testOutput)")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let stop = Mutex<Int32?>(nil)
            let signals = try InterruptSignals(
                first: { number in stop.withLock { $0 = number } }, second: { Foundation._exit(128 + $0) })
            defer { signals.restore() }
            let making = ExampleMaking(
                form: PictureForm(
                    size: PixelSize(width: size.width, height: size.height), fit: fit, resampling: resample, isGrey: grey),
                compression: compress
            ) {
                // What was written so far is given up, and leaves nothing.
                if let number = stop.withLock({ $0 }) { throw ExitCode(128 + number) }
            }
            let folder = try PictureFolder(folder, classes: classes.isEmpty ? nil : classes)
            let pictures = skipUnreadable ? try making.readable(folder.pictures) : folder.pictures
            let (train, test) = PictureFolder.divide(pictures, testShare: testShare ?? 0, seed: noShuffle ? nil : seed)
            var files = [ExampleMaking.File(path: output, set: set.setName, pictures: train)]
            if let testOutput {
                files.append(ExampleMaking.File(path: testOutput, set: ExamplePurpose.test.setName, pictures: test))
            }
            for text in try making.write(files, classes: folder.classes) { print(text) }
            let skipped = folder.pictures.count - pictures.count
            if skipped > 0 { print("left out: \(skipped) of \(folder.pictures.count) pictures, which can't be read") }
            if let other = folder.others.first {
                print("left out: \(folder.others.count) that are no .jpg, .jpeg or .png in a class's folder, such as \(other)")
            }
        }
    }
}

/// What a set of examples is for.
enum ExamplePurpose: String, ExpressibleByArgument, CaseIterable {
    case train, test

    var setName: String { "\(rawValue)_set" }
}

extension PictureForm.Fit: ExpressibleByArgument {}
