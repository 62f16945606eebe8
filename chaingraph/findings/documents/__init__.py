"""The layout of each question's answer as a document: a file a question, plain functions of its result."""
