public import HDF5
import NeuralNetwork

/// What the examples of a set are made of: how many of each class, and the numbers in them.
public struct ExampleSurvey: Sendable {
    /// How many examples each class has.
    public let perClass: [Int]
    /// The least and the greatest of all numbers; nil where there is none, or none that could be read.
    public private(set) var range: ClosedRange<Double>?
    /// Of all numbers; nan where there is none.
    public var mean: Double { sum / Double(numbers) }
    /// How many numbers are infinite, or none at all.
    public private(set) var notFinite = 0
    /// Which examples are of one number throughout: nothing was ever written to them, or they show nothing.
    public private(set) var uniform: [Int] = []
    /// Which examples can't be read, and why the first one can't.
    public private(set) var unreadable: [Int] = []
    public private(set) var damage: HDF5Error?

    private var sum = 0.0
    private var numbers = 0

    /// Reads all examples, some at a time.
    ///
    /// - Parameter progress: is told how many examples have been looked at.
    public init(_ set: ExampleSet, classes: Int, progress: (Int) -> Void = { _ in }) {
        var perClass = [Int](repeating: 0, count: classes)
        for label in set.labels { perClass[label] += 1 }
        self.perClass = perClass
        let atOnce = 16
        for start in stride(from: 0, to: set.count, by: atOnce) {
            let places = start..<min(start + atOnce, set.count)
            do throws(HDF5Error) {
                try add(set, places)
            } catch {
                // Each by itself, to tell the damaged from the sound.
                for place in places { look(at: place, of: set) }
            }
            progress(places.upperBound)
        }
    }

    private mutating func look(at place: Int, of set: ExampleSet) {
        do throws(HDF5Error) {
            try add(set, place..<place + 1)
        } catch {
            unreadable.append(place)
            damage = damage ?? error
        }
    }

    private mutating func add(_ set: ExampleSet, _ places: Range<Int>) throws(HDF5Error) {
        let length = set.itemShape.reduce(1, *)
        try set.examples(places).withElements { elements in
            for (item, place) in places.enumerated() {
                let example = elements[item * length..<(item + 1) * length]
                var (least, greatest) = (Float.infinity, -Float.infinity)
                for number in example {
                    guard number.isFinite else {
                        notFinite += 1
                        continue
                    }
                    (least, greatest) = (min(least, number), max(greatest, number))
                    sum += Double(number)
                    numbers += 1
                }
                guard least <= greatest else { continue }
                if least == greatest, length > 1 { uniform.append(place) }
                let seen = Double(least)...Double(greatest)
                range = range.map { min($0.lowerBound, seen.lowerBound)...max($0.upperBound, seen.upperBound) } ?? seen
            }
        }
    }
}
