"""From a file as received to the text of a document: TXT, DOCX, DOC, text PDF, ZIP of many, JSONL in bulk."""
