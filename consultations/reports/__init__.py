"""The official summary (Mẫu số 10) as DOCX, XLSX and public page, all from ``services.reporting``."""
