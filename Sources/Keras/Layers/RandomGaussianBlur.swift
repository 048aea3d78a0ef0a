/// Images blurred by chance in training.
struct RandomGaussianBlurLayer: AugmentationLayer {}
