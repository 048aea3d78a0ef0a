import Glibc
import Synchronization

/// Packed weights kept in files between processes: the next start of a model maps them into memory instead of reading and packing its
/// weights again. They lie in `framerill/weights` in the user's cache folder (`XDG_CACHE_HOME`, or `~/.cache`) and may be deleted at any time.
///
/// Each weight is a file of its own, named after everything that it depends on (`WeightIdentity`). A file that is damaged is removed, and
/// written anew by who packs the weight next. Programs that run side by side may use the same folder: each file is written under a name
/// of its own and then takes the right one, and one that is removed stays readable for who has mapped it. What was used longest ago is
/// removed when the folder grows beyond its capacity. Where nothing can be written, nothing is: a cache is no reason to fail.
public final class WeightCache: Sendable {
    /// The user's, of 4 GB. `FRAMERILL_WEIGHT_CACHE` gives another capacity in MB; `off`, or what is no number, turns it off.
    public static let standard: WeightCache? = {
        guard let folder = CacheFolder.path else { return nil }
        guard let setting = getenv("FRAMERILL_WEIGHT_CACHE") else { return WeightCache(folder: "\(folder)/weights") }
        guard let megabytes = Int(String(cString: setting)), (1...1 << 40).contains(megabytes) else { return nil }
        return WeightCache(folder: "\(folder)/weights", capacity: megabytes * 1_000_000)
    }()

    private let folder: String
    private let capacity: Int
    private let worker = Mutex<BackgroundThread?>(nil)

    /// Below this, packing is as fast as opening a file.
    static let leastBytes = 256 << 10
    /// What stays free of the disk.
    private static let spare = 1 << 30
    /// What one process has the system read for the next, which takes some ten milliseconds.
    private static let mostPrefetch = 64 << 20
    /// Of what is larger than the weights that it is made of by more than this, reading from the disk may take longer than packing.
    private static let mostGrowth = 1.3

    /// - Parameters:
    ///   - folder: made when something is to be kept.
    ///   - capacity: the most bytes of all files.
    public init(folder: String, capacity: Int = 4_000_000_000) {
        (self.folder, self.capacity) = (folder, capacity)
    }

    /// Nil where it isn't kept, or packing is the faster way.
    ///
    /// Of its bytes a sample is verified. To read all of them takes a fifth of the time of a first answer; who goes on to use them does it
    /// (`verify`).
    func find(_ identity: WeightIdentity, bytes: Int, madeOf sourceBytes: Int) -> FileMapping? {
        guard bytes >= Self.leastBytes, let mapping = mapping(identity, bytes: bytes) else { return nil }
        let presence = mapping.presence
        guard presence > 0.5 || Double(bytes) <= Self.mostGrowth * Double(sourceBytes) else { return nil }
        if presence < 1 { mapping.prefetch() }
        guard let header = WeightHeader(mapping.header), header.identity == identity, header.count == bytes,
            header.sample == Checksum(sampling: mapping.content)
        else {
            unlink(path(identity))
            return nil
        }
        return mapping
    }

    /// Whether all bytes are those that were written; where they aren't, the file is removed.
    func verify(_ mapping: FileMapping, _ identity: WeightIdentity) -> Bool {
        if WeightHeader(mapping.header)?.whole == Checksum(mapping.content) { return true }
        unlink(path(identity))
        return false
    }

    /// Keeps packed weights, on a thread that gives way to all others. What can't be kept is left out.
    func keep(_ weights: [(identity: WeightIdentity, memory: AlignedMemory, bytes: Int)]) {
        let weights = weights.filter { $0.bytes >= Self.leastBytes && $0.bytes + WeightHeader.bytes <= capacity }
        guard !weights.isEmpty else { return }
        worker.withLock { worker in
            worker = BackgroundThread(after: worker) { [self] in
                CacheFolder.make(folder)
                for weight in weights { write(weight.memory, bytes: weight.bytes, weight.identity) }
            }
        }
    }

    /// Has the system read a part of the files that were left alone because they weren't in memory, where there are such: after a few
    /// processes, which may all end at once, the next one finds them there.
    func prefetch(_ weights: [(identity: WeightIdentity, bytes: Int)]) {
        var rest = Self.mostPrefetch
        for weight in weights where rest > 0 {
            if let mapping = mapping(weight.identity, bytes: weight.bytes) { rest -= mapping.prefetch(most: rest) }
        }
    }

    /// Waits until everything is written that was given to `keep`.
    public func finishWriting() { worker.withLock { $0.take() }?.join() }

    private func write(_ memory: AlignedMemory, bytes: Int, _ identity: WeightIdentity) {
        if mapping(identity, bytes: bytes) != nil { return }
        var disk = statvfs()
        guard statvfs(folder, &disk) == 0, Int(disk.f_bavail) * Int(disk.f_frsize) >= bytes + Self.spare else { return }
        WeightFolder(path: folder).shrink(to: capacity - bytes - WeightHeader.bytes)
        _ = WeightFile.write(UnsafeRawBufferPointer(start: memory.start, count: bytes), identity, to: path(identity))
    }

    private func mapping(_ identity: WeightIdentity, bytes: Int) -> FileMapping? {
        FileMapping(path(identity), offset: WeightHeader.bytes, bytes: bytes)
    }

    private func path(_ identity: WeightIdentity) -> String { "\(folder)/\(Checksum(of: identity.text).text)" }
}

extension WeightCache: Hashable {
    public static func == (left: WeightCache, right: WeightCache) -> Bool { left === right }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
