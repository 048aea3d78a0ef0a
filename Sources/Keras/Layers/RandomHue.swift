/// Images whose hue changes by chance in training.
struct RandomHue: AugmentationLayer {}
