import HDF5
import NeuralNetwork

extension HDF5File {
    func tensor(_ path: String) throws -> Tensor {
        let dataset = try root.dataset(path)
        return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
    }
}
