/// Images whose bright pixels are inverted in training.
struct SolarizationLayer: AugmentationLayer {}
