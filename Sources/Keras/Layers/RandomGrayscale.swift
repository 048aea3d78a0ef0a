/// Images that become grey by chance in training.
struct RandomGrayscaleLayer: AugmentationLayer {}
