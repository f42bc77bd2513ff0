"""A hello-world of typer, as its tutorial has it: what any command line made with typer costs."""

import typer

app = typer.Typer()


@app.command()
def main(name: str = "world") -> None:
    print(f"Hello {name}")


if __name__ == "__main__":
    app()
