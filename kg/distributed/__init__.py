"""A build on many machines: the same reading, linking and resolution as a PySpark job (extra `spark`).

`distribute` runs it; docs/distributed.md says how large a cluster it takes and what it leaves behind.
"""
