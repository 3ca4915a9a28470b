"""The graph as flat tables, for people with pandas, R or a spreadsheet.

A folder with a CSV file a table, the same tables as Parquet on request, and a Data Package
(https://datapackage.org/) that says what each column means.
"""

from kg.publish.flat.write import write_flat

__all__ = ["write_flat"]
