/// Something of each layer, in the form of the network: a layer has one, a nested network has one tree for each of its layers.
indirect enum LayerTree<Leaf: Sendable>: Sendable {
    case layer(Leaf)
    case network([LayerTree<Leaf>])
}
