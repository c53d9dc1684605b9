"""`python -m beffroi` is the command line, where no script is installed."""

from beffroi.cli.main import main

if __name__ == "__main__":
    main()
