/// What can go wrong with images and their files. Each description reads *where: expected, found, what to do*.
public enum ImagingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operating system didn't give the file's bytes.
    case unreadable(path: String, reason: String)
    /// The bytes are of no kind that is read here.
    case notAnImage(origin: String, found: String)
    /// The image is cut short or broken.
    case damaged(origin: String, format: ImageFormat, found: String)
    /// The image is sound, but of a kind that isn't read.
    case unsupported(origin: String, format: ImageFormat, found: String)
    /// The image has more pixels than the caller allows.
    case tooLarge(origin: String, size: PixelSize, limit: Int)
    /// The image is wider or higher than the purpose allows.
    case sideTooLong(origin: String, purpose: String, size: PixelSize, limit: Int)
    /// The operating system didn't take the file.
    case unwritable(path: String, reason: String)
    /// The name doesn't say which kind of image to write.
    case unknownSuffix(path: String)
    /// A stream of JPEG images has something else at a byte.
    case brokenStream(offset: Int, expected: String, found: String)
    /// The name doesn't say which kind of file to write a figure as.
    case unknownFigureSuffix(path: String)
    /// Drawing was asked for something impossible, or cairo failed.
    case drawing(operation: String, expected: String, found: String)
    /// A library didn't do what can only fail for want of memory.
    case exhausted(operation: String, found: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path): expected a readable image file, found: \(reason); check the path and its permissions"
        case .notAnImage(let origin, let found):
            "\(origin): expected a JPEG or PNG image, found \(found); convert it or leave it out"
        case .damaged(let origin, let format, let found):
            "\(origin): expected a whole \(format) image, found damage: \(found); make or copy it again"
        case .unsupported(let origin, let format, let found):
            "\(origin): expected an 8-bit grey or colour \(format) image, found: \(found); convert it"
        case .tooLarge(let origin, let size, let limit):
            "\(origin): expected at most \(limit) pixels, found \(size); shrink it or raise the limit"
        case .sideTooLong(let origin, let purpose, let size, let limit):
            "\(origin): expected sides of at most \(limit) pixels for \(purpose), found \(size); shrink it"
        case .unwritable(let path, let reason):
            "\(path): expected to write an image file, found: \(reason); nothing was written, check the folder and its free space"
        case .unknownSuffix(let path):
            "\(path): expected a name that ends in .jpg, .jpeg or .png; give the file such a name"
        case .brokenStream(let offset, let expected, let found):
            "byte \(offset) of the JPEG stream: expected \(expected), found \(found); send whole JPEG images, one after another"
        case .unknownFigureSuffix(let path):
            "\(path): expected a name that ends in .png or .svg; give the file such a name"
        case .drawing(let operation, let expected, let found):
            "drawing \(operation): expected \(expected), found \(found); correct what is drawn"
        case .exhausted(let operation, let found):
            "\(operation): expected enough memory, found: \(found); use smaller images or fewer at a time"
        }
    }
}
