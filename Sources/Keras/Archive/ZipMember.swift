/// One file inside an archive, as the archive's directory describes it.
struct ZipMember: Hashable, Sendable {
    let name: String
    /// Of the member's own header, behind which its bytes lie.
    let headerOffset: Int
    let count: Int
    let checksum: UInt32

    /// A name for a folder alone, without content.
    var isFolder: Bool { name.hasSuffix("/") }
}
