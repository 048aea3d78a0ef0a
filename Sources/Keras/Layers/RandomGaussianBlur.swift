/// Images blurred by chance in training.
struct RandomGaussianBlur: AugmentationLayer {}
