/// Images distorted by chance in training.
struct RandomElasticTransformLayer: AugmentationLayer {}
