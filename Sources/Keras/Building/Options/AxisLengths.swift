/// One number for all axes (`strides: 2`), or one for each (`strides: [2, 1]`, rows first).
public protocol AxisLengths {
    /// One number for each axis; another count than `axes` is refused when the model is made.
    func lengths(axes: Int) -> [Int]
}

extension Int: AxisLengths {
    public func lengths(axes: Int) -> [Int] { Array(repeating: self, count: axes) }
}

extension Array: AxisLengths where Element == Int {
    public func lengths(axes: Int) -> [Int] { self }
}

/// How much of each side: one number for all (`padding: 3`), one for both sides of each axis (`[3, 2]`), or two for each
/// (`[[top, bottom], [left, right]]`).
public protocol EdgeLengths {
    func edges(axes: Int) -> [[Int]]
}

extension Int: EdgeLengths {
    public func edges(axes: Int) -> [[Int]] { Array(repeating: [self, self], count: axes) }
}

extension Array: EdgeLengths where Element: AxisLengths {
    public func edges(axes: Int) -> [[Int]] { map { $0.lengths(axes: 2) } }
}
