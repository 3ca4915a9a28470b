"""Questions to the graph: the named queries, and SPARQL on the embedded store or a remote endpoint."""
