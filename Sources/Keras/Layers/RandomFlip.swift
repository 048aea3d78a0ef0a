/// Images mirrored by chance in training.
struct RandomFlipLayer: AugmentationLayer {}
