/// Images whose shades are spread evenly in training.
struct EqualizationLayer: AugmentationLayer {}
