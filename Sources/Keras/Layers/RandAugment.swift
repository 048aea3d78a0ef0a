/// Images changed in several ways by chance in training.
struct RandAugment: AugmentationLayer {}
