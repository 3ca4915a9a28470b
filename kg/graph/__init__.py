"""Linked articles to RDF: one named graph an article version, checked and kept in one store."""
