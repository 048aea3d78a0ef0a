/// Images mirrored by chance in training.
struct RandomFlip: AugmentationLayer {}
