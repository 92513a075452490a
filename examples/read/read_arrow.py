"""Three questions to a run folder, asked of Arrow itself, with no data frame. R's arrow package has the same verbs.

Usage: python examples/read/read_arrow.py RUN [SCENARIO]
"""

import sys

import pyarrow.compute as pc
import pyarrow.dataset as ds

run, scenario = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "baseline"


def table(topic, columns, condition):
    """Some columns of the district's rows of one scenario that meet a condition."""
    of_district = (ds.field("scenario") == scenario) & (ds.field("area") == "district")
    return ds.dataset(f"{run}/{topic}.parquet").to_table(columns=columns, filter=of_district & condition)


# 1. Elders of 80 and over at each year's end: the median over the replicates, persons.
elders = table("summary", ["month", "p50"], ds.field("indicator") == "population.elders_80_plus")
elders = elders.filter(pc.equal(pc.month(elders["month"]), 12)).sort_by("month")
for row in elders.to_pylist():
    print(f"elders_80_plus\t{row['month'].year}\t{row['p50']:.2f}")

# 2. Elders at home who wait for a bed at the end of 2030: median and 80 % band, persons.
waiting = table("summary", ["month", "p50", "p10", "p90"], ds.field("indicator") == "beds.waiting")
in_2030 = pc.and_(pc.equal(pc.year(waiting["month"]), 2030), pc.equal(pc.month(waiting["month"]), 12))
for row in waiting.filter(in_2030).to_pylist():
    print(f"beds_waiting\t{row['month'].year}\t{row['p50']:.2f}\t{row['p10']:.2f}\t{row['p90']:.2f}")

# 3. What each programme of relief paid in 2030: the mean over the replicates, yuan. Files keep fen.
of_relief = (ds.field("group") == "relief") & (ds.field("programme") != "all")
paid = table("relief", ["replicate", "month", "programme", "paid"], of_relief)
paid = paid.filter(pc.equal(pc.year(paid["month"]), 2030))
replicates = pc.count_distinct(paid["replicate"]).as_py()
for row in paid.group_by("programme").aggregate([("paid", "sum")]).sort_by("programme").to_pylist():
    print(f"relief_spending\t{row['programme']}\t{row['paid_sum'] / (100 * replicates):.2f}")
