"""`python -m kg.cli`: the `kg` command where no script is installed."""

from kg.cli import main

main()
