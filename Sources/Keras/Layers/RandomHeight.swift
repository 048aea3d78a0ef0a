/// Images whose height changes by chance in training.
struct RandomHeightLayer: AugmentationLayer {}
