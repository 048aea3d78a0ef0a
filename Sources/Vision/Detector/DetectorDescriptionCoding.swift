extension DetectorDescription: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case family, input, classes, heads, decode, quality, origin, licence
        case inputScaling = "input_scaling"
        case anchorsInCells = "anchors_cells"
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: Key.allCases)
        let file = try decoder.container(keyedBy: Key.self)
        let named = try file.decode(String.self, forKey: .family)
        guard let family = Family(rawValue: named) else {
            let families = Family.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw file.fault(.family, expected: "one of \(families)", found: "\"\(named)\"")
        }
        let input = try file.decode([Int].self, forKey: .input)
        guard input.count == 3, input.allSatisfy({ $0 > 0 }) else {
            throw file.fault(.input, expected: "[height, width, channels]", found: "\(input)")
        }
        let classes = try file.decode([String].self, forKey: .classes)
        guard !classes.isEmpty else { throw file.fault(.classes, expected: "at least one class", found: "an empty list") }
        let foreign: Key = family == .yoloV2 ? .heads : .anchorsInCells
        guard !file.contains(foreign) else {
            throw file.fault(foreign, expected: "no such key for the family \"\(named)\"", found: "one")
        }
        let heads: [YOLOHead]
        if family == .yoloV2 {
            heads = [.region(anchors: try file.anchors(.anchorsInCells), classCount: classes.count)]
        } else {
            let entries = try file.decode([HeadEntry].self, forKey: .heads)
            guard !entries.isEmpty else { throw file.fault(.heads, expected: "at least one head", found: "an empty list") }
            heads = try entries.map { try $0.head(input: input, classCount: classes.count) }
        }
        self.init(
            family: family, input: input, inputScaling: try file.decodeIfPresent(String.self, forKey: .inputScaling),
            classes: classes, heads: heads)
    }

    public func encode(to encoder: any Encoder) throws {
        var file = encoder.container(keyedBy: Key.self)
        try file.encode(family, forKey: .family)
        try file.encode([inputHeight, inputWidth, inputChannels], forKey: .input)
        try file.encodeIfPresent(inputScaling, forKey: .inputScaling)
        try file.encode(classes, forKey: .classes)
        if family == .yoloV2 {
            try file.encode(heads.flatMap(\.anchors).map { [$0.width, $0.height] }, forKey: .anchorsInCells)
        } else {
            try file.encode(heads.map(HeadEntry.init), forKey: .heads)
        }
    }
}

/// One entry of `heads`.
private struct HeadEntry: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case output, classes
        case anchorsInPixels = "anchors_px"
        case scaleXY = "scale_x_y"
        case newCoordinates = "new_coords"
    }

    private let output: String
    private let anchors: [Anchor]
    private let classCount: Int?
    private let scaleXY: Float
    private let usesNewCoordinates: Bool
    private let place: [any CodingKey]

    init(_ head: YOLOHead) {
        output = head.output ?? ""
        anchors = head.anchors
        classCount = head.classCount
        scaleXY = head.scaleXY
        usesNewCoordinates = head.usesNewCoordinates
        place = []
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(otherThan: Key.allCases)
        let entry = try decoder.container(keyedBy: Key.self)
        output = try entry.decode(String.self, forKey: .output)
        anchors = try entry.anchors(.anchorsInPixels)
        classCount = try entry.decodeIfPresent(Int.self, forKey: .classes)
        scaleXY = try entry.decodeIfPresent(Float.self, forKey: .scaleXY) ?? 1
        guard scaleXY >= 1, scaleXY.isFinite else {
            throw entry.fault(.scaleXY, expected: "a number from 1 on", found: "\(scaleXY)")
        }
        let newCoordinates = try entry.decodeIfPresent(Int.self, forKey: .newCoordinates) ?? 0
        guard 0...1 ~= newCoordinates else { throw entry.fault(.newCoordinates, expected: "0 or 1", found: "\(newCoordinates)") }
        usesNewCoordinates = newCoordinates == 1
        place = decoder.codingPath
    }

    func head(input: [Int], classCount expected: Int) throws -> YOLOHead {
        if let classCount, classCount != expected {
            throw DecodingError.fault(
                at: place + [Key.classes], expected: "\(expected), as many as the list of classes", found: "\(classCount)")
        }
        return .scale(
            anchors: anchors, classCount: expected, inputWidth: input[1], inputHeight: input[0], output: output, scaleXY: scaleXY,
            usesNewCoordinates: usesNewCoordinates)
    }

    func encode(to encoder: any Encoder) throws {
        var entry = encoder.container(keyedBy: Key.self)
        try entry.encode(output, forKey: .output)
        try entry.encode(anchors.map { [$0.width, $0.height] }, forKey: .anchorsInPixels)
        try entry.encodeIfPresent(classCount, forKey: .classes)
        try entry.encode(scaleXY, forKey: .scaleXY)
        try entry.encode(usesNewCoordinates ? 1 : 0, forKey: .newCoordinates)
    }
}
