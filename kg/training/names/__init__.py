"""Training of the names model of `kg.extract.names`: corpora, vectors, network, one way through."""
