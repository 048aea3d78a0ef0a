public import Imaging
import Training

/// One colour for each class, as the assignment's `generate_colors` makes them: hues evenly round the wheel, shuffled so that
/// classes beside each other in the list differ, always in the same way.
public struct ClassColors: Sendable, Hashable {
    /// In the order of the classes.
    public let colors: [Color]

    public init(classCount: Int) {
        var colors = (0..<max(classCount, 0)).map { Color(hue: Double($0) / Double(classCount), saturation: 1, value: 1) }
        // The seed that the assignment gives to Python's generator.
        var generator = PythonRandom(seed: 10101)
        generator.shuffle(&colors)
        self.colors = colors
    }

    /// The colour of a class; beyond the last one the colours begin again.
    public subscript(classIndex: Int) -> Color {
        colors.isEmpty ? .white : colors[classIndex % colors.count]
    }
}
