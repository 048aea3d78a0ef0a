/// Images mixed with changed ones of themselves in training.
struct AugMixLayer: AugmentationLayer {}
