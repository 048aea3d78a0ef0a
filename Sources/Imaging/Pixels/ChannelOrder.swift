/// In which order a tensor holds the three channels.
public enum ChannelOrder: String, Hashable, Sendable, CaseIterable, Codable {
    case rgb
    case bgr
}
