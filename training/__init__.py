"""Training: MNIST and pen drawings in, a quantised model with its manifest out."""
