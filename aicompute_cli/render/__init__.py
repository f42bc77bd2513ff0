"""Records to text: the last stage, and the one place where untrusted text is made safe to print."""
