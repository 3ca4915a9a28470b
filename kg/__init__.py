"""shuangyong-kg: Chinese news articles in, a knowledge graph with a sentence behind every fact out."""

from importlib.metadata import version

__version__ = version("shuangyong-kg")
