"""Places in an order: 第二, 榜首, and lists of them item by item."""
