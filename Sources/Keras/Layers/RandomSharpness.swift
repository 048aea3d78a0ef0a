/// Images sharpened or softened by chance in training.
struct RandomSharpnessLayer: AugmentationLayer {}
