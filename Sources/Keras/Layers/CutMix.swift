/// Parts of images exchanged for those of others in training.
struct CutMixLayer: AugmentationLayer {}
