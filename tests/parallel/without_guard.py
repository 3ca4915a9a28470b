"""A script that asks for processes without `if __name__ == "__main__":`, so that none can start."""

from kg.model import Article
from kg.parallel import in_processes

print(list(in_processes(list, iter([[Article(id="a", text="双拥", body=((0, 2),))]]), 1)))  # type: ignore[arg-type]
