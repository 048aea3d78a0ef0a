/// An extent of a graph that is drawn for each step by itself.
package struct DrawnExtent: Sendable {
    let draw: @Sendable (_ step: Int) -> Int
    let extent: Int

    /// Whether another step draws the same.
    package func holds(for step: Int) -> Bool { draw(step) == extent }
}

extension Graph {
    /// The extent for the step that the graph is built for.
    package mutating func drawnExtent(_ draw: @escaping @Sendable (_ step: Int) -> Int) -> Int {
        let extent = draw(builtForStep)
        drawnExtents.append(DrawnExtent(draw: draw, extent: extent))
        return extent
    }
}
