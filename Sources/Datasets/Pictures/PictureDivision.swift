import Training

extension PictureFolder {
    /// Pictures to learn from and pictures to judge by, of each class the same share.
    ///
    /// - Parameters:
    ///   - pictures: those to divide, in any order.
    ///   - testShare: which share of each class is to judge by, from 0 to 1; rounded to whole pictures.
    ///   - seed: decides which, and in which order they come: the same for the same seed, always. Nil takes the last of each class, and keeps
    ///     the order.
    public static func divide(
        _ pictures: [Picture], testShare: Double, seed: UInt32?
    ) -> (train: [Picture], test: [Picture]) {
        precondition((0...1).contains(testShare), "a share of \(testShare)")
        var pictures = pictures
        var random = seed.map { NumPyRandom(seed: $0) }
        random?.shuffle(&pictures)
        var left: [Int: Int] = [:]
        for picture in pictures { left[picture.label, default: 0] += 1 }
        left = left.mapValues { $0 - Int((Double($0) * testShare).rounded()) }
        var (train, test): ([Picture], [Picture]) = ([], [])
        for picture in pictures {
            if left[picture.label]! > 0 {
                train.append(picture)
                left[picture.label]! -= 1
            } else {
                test.append(picture)
            }
        }
        return (train, test)
    }
}
