/// A layer that only hands its weights on to operations: large ones may stay in the model's file until a plan packs them. Other layers
/// compute with their weights, and get them in memory.
protocol StoredWeightsLayer: Layer {}

extension BatchNormalization: StoredWeightsLayer {}
extension Conv1D: StoredWeightsLayer {}
extension Conv1DTranspose: StoredWeightsLayer {}
extension Conv2D: StoredWeightsLayer {}
extension Conv2DTranspose: StoredWeightsLayer {}
extension Conv3D: StoredWeightsLayer {}
extension Conv3DTranspose: StoredWeightsLayer {}
extension Dense: StoredWeightsLayer {}
extension DepthwiseConv1D: StoredWeightsLayer {}
extension DepthwiseConv2D: StoredWeightsLayer {}
extension EinsumDense: StoredWeightsLayer {}
extension Embedding: StoredWeightsLayer {}
extension MultiHeadAttention: StoredWeightsLayer {}
extension SeparableConv1D: StoredWeightsLayer {}
extension SeparableConv2D: StoredWeightsLayer {}
