"""Products, systems, models and services: by series, by what they are called, by who launches them."""
