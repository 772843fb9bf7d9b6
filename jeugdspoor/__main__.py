"""Where the program begins: `jeugdspoor`, or `python -m jeugdspoor`."""

import signal


def main() -> None:
    # Until all of it is imported there is nothing to stop in order: Ctrl-C ends it as it ends any program, without a word.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from jeugdspoor import commands

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    commands.main()


if __name__ == "__main__":  # other processes that a command starts import this, and start nothing
    main()
