/// How the pixels of a resized image are made from those of the original.
public enum Resampling: String, Hashable, Sendable, CaseIterable, Codable {
    /// The pixel under the new pixel's centre. Pillow's `NEAREST`.
    case nearest
    /// The mean of the pixels below the new one. Pillow's `BOX`.
    case box
    /// A triangle; wider when shrinking, so that every pixel counts (antialiasing). Pillow's `BILINEAR`.
    case bilinear
    /// Keys' cubic with a = −0.5; wider when shrinking. Pillow's `BICUBIC`.
    case bicubic
    /// A windowed sinc over six pixels; wider when shrinking. Pillow's `LANCZOS`.
    case lanczos
    /// The four pixels around the new pixel's centre, also when shrinking, so that fine detail flickers. OpenCV's `INTER_LINEAR`, which
    /// many networks were trained with.
    case bilinearSampled
}
