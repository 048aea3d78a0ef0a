extension OptionType<Int> {
    /// A number of bytes with its unit: `500kB`, `512MB`, `2GB`, `1.5GiB`.
    public static var byteCount: OptionType<Int> {
        let description = "bytes (500kB, 512MB, 1.5GB, 2GiB)"
        let show: @Sendable (Int) -> String = { "\($0)B" }
        return OptionType(description, standIn: 1, show: show) { value, faults in
            if case .text(let text) = value.content, let bytes = ByteCountText.bytes(text) { return bytes }
            faults.expected(description, at: value)
            return nil
        }
    }
}

/// A number of bytes as text.
package enum ByteCountText {
    /// The longer names first, since all end in `B`.
    private static let units: [(name: String, bytes: Double)] = [
        ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1),
    ]

    /// Nil for what isn't one.
    package static func bytes(_ text: String) -> Int? {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }),
            let number = Double(text.dropLast(unit.name.count))
        else { return nil }
        let bytes = number * unit.bytes
        // 2⁵⁰ is beyond any machine.
        return bytes >= 1 && bytes <= 0x1p50 ? Int(bytes) : nil
    }
}
