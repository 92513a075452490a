"""Three questions to a run folder, asked of Polars.

Usage: python examples/read/read_polars.py RUN [SCENARIO]
"""

import sys

import polars as pl

run, scenario = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "baseline"


def table(topic):
    """The district's rows of one scenario; nothing is read before it is collected."""
    rows = pl.scan_parquet(f"{run}/{topic}.parquet")
    return rows.filter(pl.col("scenario") == scenario, pl.col("area") == "district")


# 1. Elders of 80 and over at each year's end: the median over the replicates, persons.
elders = table("summary").filter(
    pl.col("indicator") == "population.elders_80_plus", pl.col("month").dt.month() == 12
)
for month, p50 in elders.sort("month").select("month", "p50").collect().iter_rows():
    print(f"elders_80_plus\t{month.year}\t{p50:.2f}")

# 2. Elders at home who wait for a bed at the end of 2030: median and 80 % band, persons.
waiting = table("summary").filter(pl.col("indicator") == "beds.waiting", pl.col("month") == pl.date(2030, 12, 1))
for month, p50, p10, p90 in waiting.select("month", "p50", "p10", "p90").collect().iter_rows():
    print(f"beds_waiting\t{month.year}\t{p50:.2f}\t{p10:.2f}\t{p90:.2f}")

# 3. What each programme of relief paid in 2030: the mean over the replicates, yuan. Files keep fen.
paid = table("relief").filter(
    pl.col("month").dt.year() == 2030, pl.col("group") == "relief", pl.col("programme") != "all"
).collect()
replicates = paid["replicate"].n_unique()
for programme, fen in paid.group_by("programme").agg(pl.col("paid").sum()).sort("programme").iter_rows():
    print(f"relief_spending\t{programme}\t{fen / (100 * replicates):.2f}")
