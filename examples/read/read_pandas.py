"""Three questions to a run folder, asked of pandas.

Usage: python examples/read/read_pandas.py RUN [SCENARIO]
"""

import sys

import pandas

run, scenario = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "baseline"


def table(topic):
    """The district's rows of one scenario, with months as dates of pandas."""
    chosen = [("scenario", "==", scenario), ("area", "==", "district")]
    rows = pandas.read_parquet(f"{run}/{topic}.parquet", filters=chosen)
    return rows.assign(month=pandas.to_datetime(rows["month"]))


# 1. Elders of 80 and over at each year's end: the median over the replicates, persons.
summary = table("summary")
elders = summary[(summary["indicator"] == "population.elders_80_plus") & (summary["month"].dt.month == 12)]
for row in elders.sort_values("month").itertuples():
    print(f"elders_80_plus\t{row.month.year}\t{row.p50:.2f}")

# 2. Elders at home who wait for a bed at the end of 2030: median and 80 % band, persons.
waiting = summary[(summary["indicator"] == "beds.waiting") & (summary["month"] == "2030-12-01")]
for row in waiting.itertuples():
    print(f"beds_waiting\t{row.month.year}\t{row.p50:.2f}\t{row.p10:.2f}\t{row.p90:.2f}")

# 3. What each programme of relief paid in 2030: the mean over the replicates, yuan. Files keep fen.
relief = table("relief")
paid = relief[(relief["month"].dt.year == 2030) & (relief["group"] == "relief") & (relief["programme"] != "all")]
replicates = paid["replicate"].nunique()
for programme, fen in paid.groupby("programme")["paid"].sum().sort_index().items():
    print(f"relief_spending\t{programme}\t{fen / (100 * replicates):.2f}")
