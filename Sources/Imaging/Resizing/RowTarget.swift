/// Where a resize puts its rows, one below the other.
protocol RowTarget {
    /// Where the next rows' bytes are to be written. Up to `CRESAMPLE_MOST_ROWS` rows in turn are asked for before they are finished.
    func place(of row: Int) -> UnsafeMutablePointer<UInt8>

    /// Called for each row in turn when its bytes are written.
    func finish(_ row: Int)
}

/// The rows of an image, or of a part of it.
struct ImageRows: RowTarget {
    let top: UnsafeMutablePointer<UInt8>
    /// From one row of the image to the next.
    let stride: Int

    func place(of row: Int) -> UnsafeMutablePointer<UInt8> { top + row * stride }
    func finish(_ row: Int) {}
}
