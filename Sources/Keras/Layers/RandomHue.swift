/// Images whose hue changes by chance in training.
struct RandomHueLayer: AugmentationLayer {}
