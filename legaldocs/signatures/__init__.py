"""Digital signatures of PDF files: what they prove, what they do not, and the words for it."""
