"""``python -m aicompute_cli`` and the command ``aic``."""

from aicompute_cli.cli.app import main

if __name__ == "__main__":
    main()
