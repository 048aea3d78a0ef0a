/// Images sheared by chance in training.
struct RandomShear: AugmentationLayer {}
