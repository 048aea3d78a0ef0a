import Keras
import Testing

/// A small member of each family of `keras.applications`, as `References/make_applications.py` makes them. The networks by their names
/// and in full size are compared by `census_applications.py`; what it found stands in `applications-census.md`.
@Suite struct ApplicationTests {
    @Test("a small network of each family answers as Keras does")
    func families() throws {
        let rows = try AnswerTable.rows("applications.h5")
        #expect(rows.count == 49)
        for row in rows {
            var weights = ReferenceNumbers.ScaledWeights()
            row.check { weights.weight($0, $1) }
        }
    }
}
