/// Images sheared by chance in training.
struct RandomShearLayer: AugmentationLayer {}
