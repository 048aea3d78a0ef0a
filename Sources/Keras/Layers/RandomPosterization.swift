/// Images that lose shades by chance in training.
struct RandomPosterizationLayer: AugmentationLayer {}
