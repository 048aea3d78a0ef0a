/// Images enlarged by chance in training.
struct RandomZoomLayer: AugmentationLayer {}
