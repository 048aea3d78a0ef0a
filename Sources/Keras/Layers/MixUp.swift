/// Images mixed with others in training.
struct MixUpLayer: AugmentationLayer {}
