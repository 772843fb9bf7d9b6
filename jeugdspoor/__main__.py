"""`python -m jeugdspoor` is `jeugdspoor`."""

from jeugdspoor.commands import main

if __name__ == "__main__":  # other processes that a command starts import this, and start nothing
    main()
