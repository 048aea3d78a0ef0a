/// Images turned by chance in training.
struct RandomRotationLayer: AugmentationLayer {}
