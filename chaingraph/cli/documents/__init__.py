"""The answers of the commands that work on data, each laid out as a document in a module of the command's name."""
