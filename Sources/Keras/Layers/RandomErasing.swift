/// Images of which a rectangle is erased by chance in training.
struct RandomErasingLayer: AugmentationLayer {}
