/// Images whose width changes by chance in training.
struct RandomWidthLayer: AugmentationLayer {}
