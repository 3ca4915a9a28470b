"""A graph, or what changed in it, into a remote store: in batches, resumable, verified by counts."""

from __future__ import annotations

from kg.push.connection import Connection, Patience
from kg.push.delta import Delta, push_delta
from kg.push.graph import push_graph
from kg.push.remote import Pushed, Remote
from kg.push.targets import GraphStore, Update

__all__ = [
    "Connection",
    "Delta",
    "GraphStore",
    "Patience",
    "Pushed",
    "Remote",
    "Update",
    "push_delta",
    "push_graph",
]
