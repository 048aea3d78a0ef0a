/// Images made brighter or darker by chance in training.
struct RandomBrightness: AugmentationLayer {}
