"""By which names the forms of a table are known (IANA): here, so that naming one does not load what writes it."""

CSV = "text/csv; charset=utf-8; header=present"
PARQUET = "application/vnd.apache.parquet"
