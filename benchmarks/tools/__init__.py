"""The tools that are measured, each with its index, a command for a cold query and a search in process."""
