/// Images that lose colour by chance in training.
struct RandomColorDegenerationLayer: AugmentationLayer {}
