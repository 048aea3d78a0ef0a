/// Images enlarged by chance in training.
struct RandomZoom: AugmentationLayer {}
