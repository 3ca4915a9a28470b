"""Making the models that ship: wanted only by those who train, so behind the extra `train`."""
