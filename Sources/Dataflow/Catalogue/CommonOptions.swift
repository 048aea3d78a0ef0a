/// The keys that every stage takes and that the framework reads itself.
public enum CommonOptions {
    public static let names = ["name", "workers", "capacity", "overflow", "ordered", "threads"]
}
