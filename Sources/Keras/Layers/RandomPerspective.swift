/// Images seen from elsewhere by chance in training.
struct RandomPerspectiveLayer: AugmentationLayer {}
