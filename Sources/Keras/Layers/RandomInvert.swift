/// Images inverted by chance in training.
struct RandomInvertLayer: AugmentationLayer {}
