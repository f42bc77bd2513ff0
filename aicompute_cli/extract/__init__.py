"""What a document says, found in its folded text: quantities, periods, names, who says so, and the facts."""
