"""The index on disk: written in whole generations, read without a lock."""
