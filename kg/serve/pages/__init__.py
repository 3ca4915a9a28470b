"""The pages that people read: one module a page, each with its `routes`."""
