/// Images seen from elsewhere by chance in training.
struct RandomPerspective: AugmentationLayer {}
