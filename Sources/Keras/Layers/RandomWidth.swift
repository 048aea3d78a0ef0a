/// Images whose width changes by chance in training.
struct RandomWidth: AugmentationLayer {}
