/// Images turned by chance in training.
struct RandomRotation: AugmentationLayer {}
