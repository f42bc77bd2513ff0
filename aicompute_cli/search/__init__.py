"""From the words of a query to ranked passages."""
