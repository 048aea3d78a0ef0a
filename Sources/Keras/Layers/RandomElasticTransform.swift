/// Images distorted by chance in training.
struct RandomElasticTransform: AugmentationLayer {}
