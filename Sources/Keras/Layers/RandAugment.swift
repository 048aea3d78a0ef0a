/// Images changed in several ways by chance in training.
struct RandAugmentLayer: AugmentationLayer {}
