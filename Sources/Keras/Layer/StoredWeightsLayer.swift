/// A layer that only hands its weights on to operations: large ones may stay in the model's file until a plan packs them. Other layers
/// compute with their weights, and get them in memory.
protocol StoredWeightsLayer: Layer {}

extension BatchNormalizationLayer: StoredWeightsLayer {}
extension Conv1DLayer: StoredWeightsLayer {}
extension Conv1DTransposeLayer: StoredWeightsLayer {}
extension Conv2DLayer: StoredWeightsLayer {}
extension Conv2DTransposeLayer: StoredWeightsLayer {}
extension Conv3DLayer: StoredWeightsLayer {}
extension Conv3DTransposeLayer: StoredWeightsLayer {}
extension DenseLayer: StoredWeightsLayer {}
extension DepthwiseConv1DLayer: StoredWeightsLayer {}
extension DepthwiseConv2DLayer: StoredWeightsLayer {}
extension EinsumDenseLayer: StoredWeightsLayer {}
extension EmbeddingLayer: StoredWeightsLayer {}
extension MultiHeadAttentionLayer: StoredWeightsLayer {}
extension SeparableConv1DLayer: StoredWeightsLayer {}
extension SeparableConv2DLayer: StoredWeightsLayer {}
