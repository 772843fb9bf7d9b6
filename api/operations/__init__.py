"""What can be asked over HTTP, and recorded: a file for each chapter, with a `router`. What they share stands around this folder."""
