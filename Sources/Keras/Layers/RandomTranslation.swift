/// Images moved by chance in training.
struct RandomTranslationLayer: AugmentationLayer {}
