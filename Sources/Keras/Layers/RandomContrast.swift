/// Images given another contrast by chance in training.
struct RandomContrastLayer: AugmentationLayer {}
