"""`python -m coding …`."""

from coding.cli import main

main()
