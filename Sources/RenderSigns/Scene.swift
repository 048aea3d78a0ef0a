import Glibc
import Imaging
import Training

/// A hand before a background, under a light, seen by a camera that isn't quite still.
struct Scene {
    private let hand: Hand
    private let background: Background
    private let skin: Light
    private let sleeve: (color: Light, below: Double)?
    /// Towards the light, of length 1.
    private let sun: SIMD3<Double>
    private let lightColor: Light
    private let shadow: (offset: Place, softness: Double, strength: Double)
    /// From the picture, whose sides are from -0.5 to 0.5, to the hand's plane.
    private let placing: (right: Place, down: Place, origin: Place)
    private let noise: Double

    /// From light to dark.
    private static let skins: [Light] = [
        Light(0.98, 0.85, 0.76), Light(0.94, 0.76, 0.62), Light(0.85, 0.65, 0.49), Light(0.72, 0.50, 0.34),
        Light(0.52, 0.33, 0.22), Light(0.34, 0.21, 0.15),
    ]

    init(showing number: Int, _ random: inout NumPyRandom) {
        hand = Hand(showing: number, &random)
        background = Background(&random)
        let tone = random.uniform(0, Double(Self.skins.count - 1) - 0.001)
        let share = tone - tone.rounded(.down)
        skin = Self.skins[Int(tone)] * (1 - share) + Self.skins[Int(tone) + 1] * share
        let cloth = Light(random.unit(), random.unit(), random.unit()) * random.uniform(0.3, 0.9)
        sleeve = random.unit() < 0.6 ? (cloth, random.uniform(-0.35, -0.06)) : nil
        let (around, height) = (random.uniform(0, 2 * .pi), random.uniform(0.35, 1.1))
        sun = SIMD3(cos(around) * cos(height), sin(around) * cos(height), sin(height))
        let warmth = random.uniform(-0.07, 0.07)
        lightColor = Light(1 + warmth, 1, 1 - warmth) * random.uniform(0.85, 1.1)
        shadow = (
            Place(-sun.x, -sun.y) * random.uniform(0.03, 0.1), random.uniform(0.06, 0.14), random.uniform(0, 0.35)
        )
        let size = random.uniform(1.12, 1.3)
        let (turn, squeeze) = (random.uniform(-12, 12), random.uniform(0.94, 1.06))
        placing = (
            .direction(90 - turn) * (size * squeeze), .direction(180 - turn) * size,
            Place(random.uniform(-0.05, 0.05), 0.45 + random.uniform(-0.04, 0.04))
        )
        noise = random.uniform(0, 0.003)
    }

    /// The picture, square.
    ///
    /// - Parameters:
    ///   - side: in pixels.
    ///   - samples: along each side of a pixel.
    ///   - levels: how many each colour may have; fewer are smaller in compressed files.
    func picture(side: Int, samples: Int, levels: Int = 256, _ random: inout NumPyRandom) -> PixelBuffer {
        let step = 1 / Double(side * samples)
        let most = Double(levels - 1)
        return PixelBuffer(size: PixelSize(width: side, height: side)) { bytes in
            for y in 0..<side {
                for x in 0..<side {
                    var color = Light.zero
                    for sample in 0..<samples * samples {
                        let (column, row) = (x * samples + sample % samples, y * samples + sample / samples)
                        color += self.color(at: Place((Double(column) + 0.5) * step - 0.5, (Double(row) + 0.5) * step - 0.5))
                    }
                    color = color / Double(samples * samples) + noise * random.normal()
                    for channel in 0..<3 {
                        bytes[(y * side + x) * 3 + channel] = UInt8(
                            (min(max(color[channel], 0), 1) * most).rounded() * 255 / most)
                    }
                }
            }
        }
    }

    private func color(at point: Place) -> Light {
        let place = placing.origin + placing.right * point.x + placing.down * point.y
        var color = background.color(at: point)
        let distance = hand.body.distance(to: place)
        color *= 1 - shadow.strength * smooth(0.5 - hand.body.distance(to: place + shadow.offset) / shadow.softness)
        if distance < 0 {
            let isCloth = sleeve.map { place.y < $0.below } ?? false
            color = lit(isCloth ? sleeve!.color : skin, hand.body, distance, place)
        }
        for shape in hand.folded {
            let distance = shape.distance(to: place)
            if distance < 0 {
                color = lit(skin, shape, distance, place)
            } else if hand.body.distance(to: place) < 0 {
                // Little light comes into the corner between a finger and the palm.
                color *= 1 - 0.45 * (1 - smooth(distance / 0.03))
            }
        }
        return color
    }

    /// A shape looks as if it were inflated: at its edges it turns away.
    private func lit(_ color: Light, _ shape: Shape, _ distance: Double, _ place: Place) -> Light {
        let tilt = 1 - min(-distance / 0.058, 1)
        let outward = shape.outward(at: place) * tilt
        let facing = outward.x * sun.x + outward.y * sun.y + max(1 - tilt * tilt, 0).squareRoot() * sun.z
        let brightness = 0.5 + 0.62 * max(facing, 0) - 0.22 * tilt * tilt * tilt
        return color * lightColor * brightness
    }
}
