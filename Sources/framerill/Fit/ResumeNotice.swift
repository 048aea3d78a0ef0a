import Keras

/// Tells where a training goes on that was broken off.
final class ResumeNotice: TrainingCallback {
    func epochBegins(_ epoch: Int, _ model: CompiledModel) {
        guard let point = model.resumePoint, point.epoch == epoch else { return }
        print("goes on with epoch \(epoch + 1)" + (point.step > 0 ? ", batch \(point.step + 1)" : ""))
    }
}
