import Glibc

/// Where the pixels of an image come from, as the eight numbers of `ImageProjectiveTransformV3`; Keras' formulas, in its precision.
enum Projection {
    static func translation(x: Float, y: Float) -> [Float] { [1, 0, -x, 0, 1, -y, 0, 0] }

    /// Enlarges about the middle; a factor above 1 shows more.
    static func zoom(x: Float, y: Float, height: Int, width: Int) -> [Float] {
        [x, 0, (Float(width) - 1) / 2 * (1 - x), 0, y, (Float(height) - 1) / 2 * (1 - y), 0, 0]
    }

    static func mirror(horizontally: Bool, vertically: Bool, height: Int, width: Int) -> [Float] {
        zoom(x: horizontally ? -1 : 1, y: vertically ? -1 : 1, height: height, width: width)
    }

    static func shear(x: Float, y: Float) -> [Float] { [1, x, 0, y, 1, 0, 0, 0] }

    /// Turns about the middle.
    ///
    /// - Parameter angle: in radians.
    static func rotation(_ angle: Float, height: Int, width: Int) -> [Float] {
        let (height, width) = (Float(height - 1), Float(width - 1))
        let (cosine, sine) = (cosf(angle), sinf(angle))
        let x = (width - (cosine * width - sine * height)) / 2
        let y = (height - (sine * width + cosine * height)) / 2
        return [cosine, -sine, x, sine, cosine, y, 0, 0]
    }

    /// The projection that takes each corner of an image to where it is moved.
    ///
    /// - Parameter offsets: of the corners top left, top right, bottom left, bottom right: x and y of each as parts of its place.
    static func perspective(_ offsets: ArraySlice<Float>, height: Int, width: Int) -> [Float] {
        let (bottom, right) = (Float(height - 1), Float(width - 1))
        let corners: [(x: Float, y: Float)] = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
        let offsets = Array(offsets)
        var rows: [[Double]] = []
        for (index, corner) in corners.enumerated() {
            let x = Double(corner.x + corner.x * offsets[2 * index])
            let y = Double(corner.y + corner.y * offsets[2 * index + 1])
            let (startX, startY) = (Double(corner.x), Double(corner.y))
            rows.append([x, y, 1, 0, 0, 0, -startX * x, -startX * y, startX])
            rows.append([0, 0, 0, x, y, 1, -startY * x, -startY * y, startY])
        }
        return solution(of: rows).map { Float($0) }
    }

    /// Solves linear equations, whose right sides stand last, by Gauss' elimination with pivots.
    private static func solution(of equations: [[Double]]) -> [Double] {
        var rows = equations
        let count = rows.count
        for column in 0..<count {
            let pivot = (column..<count).max { rows[$0][column].magnitude < rows[$1][column].magnitude }!
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...count { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<count).map { rows[$0][count] / rows[$0][$0] }
    }
}
