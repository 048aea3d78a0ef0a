/// Images moved by chance in training.
struct RandomTranslation: AugmentationLayer {}
