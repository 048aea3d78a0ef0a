import Glibc
import Training

/// What is behind a hand, out of focus: two walls or a wall and a table, with soft spots of light and colour.
struct Background {
    private struct Spot {
        let center: Place
        let radius: Double
        let color: Light
        let strength: Double
    }

    private let near: Light
    private let far: Light
    private let edge: (normal: Place, offset: Double, softness: Double)
    private let spots: [Spot]

    init(_ random: inout NumPyRandom) {
        let gray = random.unit() < 0.4
        func color() -> Light {
            let brightness = random.uniform(0.15, 0.95)
            // Rooms are mostly grey, white and brown.
            let tint = gray ? 0.03 : 0.14
            return Light(
                brightness + random.uniform(-tint, tint), brightness + random.uniform(-tint, tint),
                brightness + random.uniform(-tint, tint)
            ).clamped(lowerBound: Light(repeating: 0.03), upperBound: Light(repeating: 1))
        }
        near = color()
        far = random.unit() < 0.35 ? near * random.uniform(0.8, 1.1) : color()
        edge = (.direction(random.uniform(0, 360)), random.uniform(-0.35, 0.35), random.uniform(0.05, 0.6))
        spots = (0..<random.integer(in: 0..<4)).map { _ in
            Spot(
                center: Place(random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6)), radius: random.uniform(0.12, 0.4),
                color: color(), strength: random.uniform(0.15, 0.5))
        }
    }

    /// - Parameter place: in the picture, whose sides are from -0.5 to 0.5.
    func color(at place: Place) -> Light {
        let across = (edge.normal * place).sum() - edge.offset
        let share = smooth(across / edge.softness + 0.5)
        var color = near * (1 - share) + far * share
        for spot in spots {
            let offset = (place - spot.center) / spot.radius
            let weight = spot.strength * exp(-(offset * offset).sum())
            color = color * (1 - weight) + spot.color * weight
        }
        return color
    }
}

/// Red, green and blue, from 0 to 1.
typealias Light = SIMD3<Double>

/// From 0 to 1, without corners.
func smooth(_ share: Double) -> Double {
    let share = min(max(share, 0), 1)
    return share * share * (3 - 2 * share)
}
