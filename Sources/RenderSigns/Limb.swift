import Glibc

/// A point or a direction in the hand's own plane: the wrist at 0, fingers upwards, a hand's length about 0.95.
typealias Place = SIMD2<Double>

/// A stretch of a hand: two circles and all between them.
struct Limb {
    var start: Place
    var end: Place
    var startRadius: Double
    var endRadius: Double

    /// How far a place is from its edge, negative inside. Exact for equal radii, and near enough for those of fingers.
    func distance(to place: Place) -> Double {
        let (axis, offset) = (end - start, place - start)
        let length = (axis * axis).sum()
        let share = length > 0 ? min(max((axis * offset).sum() / length, 0), 1) : 0
        let from = offset - axis * share
        return (from * from).sum().squareRoot() - (startRadius + (endRadius - startRadius) * share)
    }
}

/// What belongs together under one skin, without seams.
struct Shape {
    var limbs: [Limb]
    /// Over what length neighbours flow into each other.
    var softness: Double

    func distance(to place: Place) -> Double {
        var result = Double.infinity
        for limb in limbs {
            let distance = limb.distance(to: place)
            // The polynomial smooth minimum of Quilez.
            let mixing = max(softness - abs(result - distance), 0)
            result = min(result, distance) - (softness > 0 && mixing.isFinite ? mixing * mixing / (4 * softness) : 0)
        }
        return result
    }

    /// In which direction the edge is nearest from inside.
    func outward(at place: Place) -> Place {
        let step = 0.004
        let here = distance(to: place)
        let slope = Place(
            distance(to: place + Place(step, 0)) - here, distance(to: place + Place(0, step)) - here)
        let length = (slope * slope).sum().squareRoot()
        return length > 0 ? slope / length : .zero
    }
}

extension Place {
    /// Of length 1, turned clockwise from upwards.
    static func direction(_ degrees: Double) -> Place {
        Place(sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    }
}
