import Training

/// A hand that shows a number, in its own plane.
struct Hand {
    /// Palm, arm and the fingers that are stretched out.
    let body: Shape
    /// Folded fingers and thumb, which lie before the palm, from back to front.
    let folded: [Shape]

    private struct Finger {
        let knuckle: Place
        let length: Double
        let radius: Double
        /// From upwards, clockwise.
        let angle: Double
    }

    /// From the index to the little finger of a hand whose thumb is on the right.
    private static let fingers = [
        Finger(knuckle: Place(0.155, 0.45), length: 0.40, radius: 0.056, angle: 9),
        Finger(knuckle: Place(0.05, 0.48), length: 0.44, radius: 0.058, angle: 1),
        Finger(knuckle: Place(-0.055, 0.465), length: 0.41, radius: 0.055, angle: -7),
        Finger(knuckle: Place(-0.15, 0.42), length: 0.32, radius: 0.048, angle: -17),
    ]

    /// - Parameter number: of fingers shown, 0 to 5.
    init(showing number: Int, _ random: inout NumPyRandom) {
        let showsThumb = number == 5
        let count = min(number, 4)
        let thickness = random.uniform(0.9, 1.12)
        let spread = random.uniform(0.8, 1.4)
        var stretched = Self.palm(thickness)
        var folded: [Shape] = []
        for (index, finger) in Self.fingers.enumerated() {
            let angle = finger.angle * spread + random.uniform(-3, 3)
            if index < count {
                let length = finger.length * random.uniform(0.92, 1.08)
                stretched += Self.stretched(
                    finger, angle: angle, bend: random.uniform(-6, 6), length: length, finger.radius * thickness)
            } else {
                folded.append(Self.folded(finger, thickness, &random))
            }
        }
        let thumb = Self.thumb(isOut: showsThumb, thickness, &random)
        if showsThumb { stretched += thumb } else { folded.append(Shape(limbs: thumb, softness: 0.02)) }
        body = Shape(limbs: stretched, softness: 0.03)
        self.folded = folded
    }

    private static func palm(_ thickness: Double) -> [Limb] {
        let wrists = [Place(0.07, 0.05), Place(0.03, 0.04), Place(-0.03, 0.04), Place(-0.07, 0.06)]
        let bones = zip(fingers, wrists).map { finger, wrist in
            Limb(start: wrist, end: finger.knuckle - Place(0, 0.03), startRadius: 0.08, endRadius: 0.068 * thickness)
        }
        let thumb = Limb(start: Place(0.07, 0.08), end: Place(0.17, 0.2), startRadius: 0.08, endRadius: 0.07 * thickness)
        let arm = Limb(start: Place(0, 0.06), end: Place(0, -1.4), startRadius: 0.125 * thickness, endRadius: 0.23 * thickness)
        return bones + [thumb, arm]
    }

    private static func stretched(
        _ finger: Finger, angle: Double, bend: Double, length: Double, _ radius: Double
    ) -> [Limb] {
        let middle = finger.knuckle + .direction(angle) * (length * 0.48)
        let tip = middle + .direction(angle + bend) * (length * 0.52 - radius)
        return [
            Limb(start: finger.knuckle, end: middle, startRadius: radius, endRadius: radius * 0.95),
            Limb(start: middle, end: tip, startRadius: radius * 0.95, endRadius: radius * 0.78),
        ]
    }

    /// Its first part comes towards the eye, the others go back down to the palm.
    private static func folded(_ finger: Finger, _ thickness: Double, _ random: inout NumPyRandom) -> Shape {
        let radius = finger.radius * thickness
        let top = finger.knuckle + Place(random.uniform(-0.01, 0.01), random.uniform(-0.01, 0.03))
        let tip = top - Place(top.x * 0.25 + random.uniform(-0.01, 0.01), random.uniform(0.14, 0.18))
        return Shape(
            limbs: [Limb(start: top, end: tip, startRadius: radius * 1.08, endRadius: radius * 0.85)], softness: 0)
    }

    private static func thumb(isOut: Bool, _ thickness: Double, _ random: inout NumPyRandom) -> [Limb] {
        let base = Place(0.17, 0.19)
        let radius = 0.062 * thickness
        let angle = isOut ? random.uniform(32, 58) : random.uniform(-65, -45)
        let middle = base + .direction(isOut ? angle + random.uniform(0, 12) : angle + 40) * (isOut ? 0.18 : 0.12)
        let tip = middle + .direction(angle - (isOut ? random.uniform(0, 14) : 0)) * 0.15
        return [
            Limb(start: base, end: middle, startRadius: radius * 1.1, endRadius: radius * 0.95),
            Limb(start: middle, end: tip, startRadius: radius * 0.95, endRadius: radius * 0.75),
        ]
    }
}
