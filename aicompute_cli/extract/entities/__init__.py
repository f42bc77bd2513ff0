"""Who and what an article names, joined: mentions, aliases, roles and quotations."""
