/// Images whose saturation changes by chance in training.
struct RandomSaturation: AugmentationLayer {}
