import Dataflow

extension OptionType<PayloadCondition<Frame>> {
    /// What `when:` asks of a frame: how many of its detections are of some classes and have some score.
    static var frameCondition: OptionType<PayloadCondition<Frame>> {
        .record("map", options: [classes, score, atLeast, atMost], standIn: PayloadCondition { _ in true }) { reader in
            let (classes, score, most) = (reader.read(classes), reader.read(score), reader.read(atMost))
            let least = reader.read(atLeast) ?? (most == nil ? 1 : 0)
            if let most, most < least {
                reader.refuse(atMost, "expected at least \(least), which \"at-least\" says, found \(most)")
            }
            return PayloadCondition(reads: ["detections"]) { frame in
                let found = frame[.detections]?.detections.count { detection in
                    Double(detection.score) >= score && (classes?.contains(detection.className) ?? true)
                }
                return (least...(most ?? .max)).contains(found ?? 0)
            }
        }
    }

    private static let classes = StageOption(
        optional: "classes", OptionType<[String]>.list(of: .text), absent: "all", "the classes that count")
    private static let score = StageOption("score", .number(in: 0...1), default: 0, "the least score that counts")
    private static let atLeast = StageOption(
        optional: "at-least", .integer(in: 0...), absent: "1, or 0 beside at-most", "how many detections there must be")
    private static let atMost = StageOption(
        optional: "at-most", .integer(in: 0...), absent: "any number", "how many detections there may be")
}
