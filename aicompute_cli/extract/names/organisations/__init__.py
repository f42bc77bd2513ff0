"""Organisations: by how they end, by who introduces them, by what stands beside them."""
