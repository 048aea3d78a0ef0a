/// Images whose saturation changes by chance in training.
struct RandomSaturationLayer: AugmentationLayer {}
