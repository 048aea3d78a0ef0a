/// Images that become grey by chance in training.
struct RandomGrayscale: AugmentationLayer {}
