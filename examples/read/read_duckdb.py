"""Three questions to a run folder, asked in SQL (questions.sql) of DuckDB.

Usage: python examples/read/read_duckdb.py RUN [SCENARIO]
"""

import sys
from pathlib import Path

import duckdb

run, scenario = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "baseline"
database = duckdb.connect()
database.execute("SET VARIABLE run = $run", {"run": run})
database.execute("SET VARIABLE scenario = $scenario", {"scenario": scenario})
questions = (Path(__file__).parent / "questions.sql").read_text(encoding="utf-8")
for question in duckdb.extract_statements(questions):
    for row in database.execute(question).fetchall():
        print("\t".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row))
