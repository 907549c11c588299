"""Official papers: one description (paper.py), two shapes (as_docx.py, as_pdf.py), one way out (sending.py)."""

from .paper import Block, Facts, Heading, Listed, PageBreak, Paper, Para, Run, Table

__all__ = ["Block", "Facts", "Heading", "Listed", "PageBreak", "Paper", "Para", "Run", "Table"]
