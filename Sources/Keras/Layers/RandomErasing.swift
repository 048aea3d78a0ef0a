/// Images of which a rectangle is erased by chance in training.
struct RandomErasing: AugmentationLayer {}
