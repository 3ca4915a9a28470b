"""The graph for others to take: dumps in the standard formats."""
