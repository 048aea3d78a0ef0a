/// Images mixed with others in training.
struct MixUp: AugmentationLayer {}
