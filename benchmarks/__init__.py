"""How fast aic is, beside tools that one would use instead: ``python -m benchmarks``, results in README.md."""
