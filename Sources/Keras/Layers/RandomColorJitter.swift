/// Images whose brightness, contrast, saturation and hue change by chance in training.
struct RandomColorJitterLayer: AugmentationLayer {}
