/// Images inverted by chance in training.
struct RandomInvert: AugmentationLayer {}
