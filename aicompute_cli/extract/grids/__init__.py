"""Tables in the text: their heads, units and cells."""
