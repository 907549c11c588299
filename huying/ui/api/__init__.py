"""The open API: the same rooms, forms and gate as the pages; problem details for errors, cursors for lists."""
