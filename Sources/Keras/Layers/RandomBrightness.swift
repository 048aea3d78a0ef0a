/// Images made brighter or darker by chance in training.
struct RandomBrightnessLayer: AugmentationLayer {}
