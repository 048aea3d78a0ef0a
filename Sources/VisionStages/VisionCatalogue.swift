public import Dataflow

/// The stages that a pipeline file can name. A stage is one file in `Stages/` and one line here.
public enum VisionCatalogue {
    public static let stages: StageCatalogue<Frame> = StageCatalogue(
        [
            Load.entry,
            Preprocess.entry,
            Infer.entry,
            FilterBoxes.entry,
            NMS.entry,
            Classify.entry,
            FrameJoin.entry,
            Annotate.entry,
            Store.entry,
        ], condition: .frameCondition)
}
