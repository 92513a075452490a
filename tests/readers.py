"""Reads every Parquet file of a run folder with pyarrow, Polars and DuckDB, and compares.

Usage: python tests/readers.py RUN_FOLDER

The three must find the same rows, columns and sums. Beyond that: no unexpected nulls, months are
dates, every column carries its unit and descriptions, the district is the sum of its communities,
what is counted for all together is the sum of its parts, the books close, and the rows are those the
manifest promises. Exit code 1 with a message otherwise.
"""

import json
import math
import sys
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.compute
import pyarrow.parquet

DISTRICT = "district"
FIELD_METADATA = (b"unit", b"description_zh", b"description_en")
FILE_METADATA = (
    b"silverpeak.topic",
    b"silverpeak.description_zh",
    b"silverpeak.description_en",
    b"silverpeak.format_version",
)
# The only columns that may be without a value, by topic.
NULLABLE = {
    "audit": {"fingerprint"},
    # Of indicators without a discrepancy, and of communities.
    "summary": {"band80_low", "band80_high", "band95_low", "band95_high"},
    "beds": {
        "nursing_share", "per_100_elders", "occupancy", "wait_days_p50", "wait_days_p85", "wait_days_p90", "stay_months",
        "death_share",
    },
    # Known in Decembers, and only where somebody was followed so long.
    "waits": {"admitted", "gave_up", "died", "waiting"},
    # Nobody in need, nobody in the group, nobody admitted.
    "equity": {"unmet_share", "bed_share", "mean_wait"},
    "facilities": {
        "price", "wait_days_p50", "wait_days_p90", "care_workers", "posts", "beds_lost", "staff_required",
    },
    "hardship": {"mean_months_to_grant"},
    # Persons of several programmes together would count twice.
    "relief": {
        "entitled", "claiming", "households", "found", "amount_index", "spending", "person_times_to_date",
        "spending_to_date",
    },
    # Books are of accounts, the rate of service of programmes.
    "ledger": {
        "opening", "in_district", "in_grants", "in_lottery", "in_donations", "in_supplement", "came_in", "returned",
        "closing", "committed", "appropriated", "reserve_left", "served", "in_yuan", "balance_yuan",
    },
    # Rules that hold have no wrong case; those about one scenario no other.
    "sanity": {"against", "worst", "replicate", "month", "area"},
    # What is not simulated has no number; targets have no trigger, triggers no date.
    "targets": {
        "indicator", "per", "area", "side", "value", "unit", "from", "to", "met", "probability", "p10", "p50", "p90",
        "reached_10", "reached_50", "reached_90", "triggered",
    },
    "training": {"instructors", "instructors_busy", "exam_places", "pupils", "graduates"},
    # A backtest has no indicator; a fact may have no band.
    "validation": {
        "indicator", "month", "p025", "p10", "p90", "p975", "inside_80", "inside_95", "relative_error", "n",
    },
    # All that is told of all levels only.
    "workforce": {
        "opening", "posts", "required", "vacancies", "certified", "intermediate_plus", "certified_share",
        "intermediate_share", "sufficiency", "hires_experienced", "hires_graduates", "left_moved", "left_away",
        "left_closing", "women", "migrants", "aged_under_35", "aged_35_54", "aged_55_plus", "service_under_1_year",
        "service_1_2_years", "service_3_4_years", "service_5_years_plus", "overloaded", "beds_lost", "hours_lost",
        "wage_bill", "entry_subsidy", "vacancies_reserved", "left_hospitals", "left_households", "certificate_pay",
        "level_allowance", "change_training", "change_hires", "change_leavers", "change_retirement",
    },
}
# Files that `silverpeak validate` adds to a finished run: no manifest lists them.
LATER = {"validation"}
# The columns of months, by topic; `month` where none is named.
MONTHS = {"targets": ("from", "to", "reached_10", "reached_50", "reached_90", "triggered")}
# Topics with rows of the district and of its communities: the columns of text that tell an area's rows
# of one month apart, and the whole numbers of which the district's is not the sum of the communities'.
AREAS = {
    "population": ((), ()),
    "care": (("ability", "living"), ()),
    "equity": (("dimension", "group"), ()),
    "services": (("service",), ()),
    # A surplus in one community is no help in another until it is looked at from the district.
    "beds": (("bed_type",), ("gap",)),
    "workforce": (("employer", "level"), ()),
    "hardship": ((), ()),
    "relief": (("group", "programme"), ()),
    # Those on the labour market belong to no community.
    "audit": ((), ()),
}
# Topics with rows of everything together and of its parts: the columns that hold ALL there.
PARTS = {"care": ("ability", "living"), "beds": ("bed_type",), "facilities": ("bed_type",)}
ALL = "all"
# Relative difference allowed between sums of floats, which readers add in different orders.
FLOAT_TOLERANCE = 1e-9


class Disagreement(Exception):
    """What is wrong with a file."""


def require(condition, message):
    if not condition:
        raise Disagreement(message)


def identifier(name):
    """The name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def numeric_columns(schema):
    is_numeric = lambda kind: pyarrow.types.is_integer(kind) or pyarrow.types.is_floating(kind)
    return [field.name for field in schema if is_numeric(field.type)]


def sums_of_pyarrow(table, columns):
    return {name: pyarrow.compute.sum(table[name], min_count=0).as_py() for name in columns}


def sums_of_polars(frame, columns):
    # Polars adds 32-bit integers in 32 bits: widened first, so that a large run does not wrap.
    wide = [
        polars.col(name).cast(polars.Int64 if frame.schema[name].is_integer() else polars.Float64).sum()
        for name in columns
    ]
    return frame.select(wide).row(0, named=True) if columns else {}


def sums_of_duckdb(connection, path, columns):
    if not columns:
        return {}
    sums = ", ".join(f"coalesce(sum({identifier(name)}), 0)" for name in columns)
    row = connection.execute(f"select {sums} from read_parquet(?)", [str(path)]).fetchone()
    return dict(zip(columns, row, strict=True))


def check_readers_agree(path, table, connection):
    frame = polars.read_parquet(path)
    description = connection.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    (duckdb_rows,) = connection.execute("select count(*) from read_parquet(?)", [str(path)]).fetchone()

    names = table.schema.names
    require(frame.columns == names, f"Polars finds columns {frame.columns}, pyarrow {names}")
    duckdb_names = [row[0] for row in description]
    require(duckdb_names == names, f"DuckDB finds columns {duckdb_names}, pyarrow {names}")
    require(frame.height == table.num_rows, f"Polars finds {frame.height} rows, pyarrow {table.num_rows}")
    require(duckdb_rows == table.num_rows, f"DuckDB finds {duckdb_rows} rows, pyarrow {table.num_rows}")

    duckdb_types = {row[0]: row[1] for row in description}
    for month in MONTHS.get(path.stem, ("month",)):
        require(pyarrow.types.is_date(table.schema.field(month).type), f"pyarrow: `{month}` is no date")
        require(frame.schema[month] == polars.Date, f"Polars: `{month}` is no date")
        require(duckdb_types[month] == "DATE", f"DuckDB: `{month}` is no date")

    columns = numeric_columns(table.schema)
    expected = sums_of_pyarrow(table, columns)
    for reader, sums in (
        ("Polars", sums_of_polars(frame, columns)),
        ("DuckDB", sums_of_duckdb(connection, path, columns)),
    ):
        for name in columns:
            if pyarrow.types.is_integer(table.schema.field(name).type):
                same = int(sums[name]) == expected[name]
            else:
                same = math.isclose(sums[name], expected[name], rel_tol=FLOAT_TOLERANCE, abs_tol=FLOAT_TOLERANCE)
            require(same, f"`{name}` sums to {sums[name]} in {reader}, {expected[name]} in pyarrow")
    for name in names:
        nulls = (table[name].null_count, frame[name].null_count())
        require(nulls[0] == nulls[1], f"`{name}` has {nulls[0]} nulls in pyarrow, {nulls[1]} in Polars")


def check_metadata(topic, schema):
    for key in FILE_METADATA:
        require((schema.metadata or {}).get(key), f"the file's metadata lacks {key.decode()}")
    found = schema.metadata[b"silverpeak.topic"].decode()
    require(found == topic, f"the file says it is `{found}`")
    for field in schema:
        for key in FIELD_METADATA:
            require((field.metadata or {}).get(key), f"`{field.name}` lacks {key.decode()}")


def check_nulls(topic, table):
    for name in table.schema.names:
        if name not in NULLABLE.get(topic, ()):
            require(table[name].null_count == 0, f"`{name}` has {table[name].null_count} nulls")


def check_months(topic, table):
    for month in MONTHS.get(topic, ("month",)):
        days = pyarrow.compute.unique(pyarrow.compute.day(table[month])).drop_null().to_pylist()
        require(set(days) <= {1}, f"months begin on days {sorted(days)}")


def whole_numbers(schema, but):
    """Columns that are counts, not keys and not ratios."""
    integers = [field.name for field in schema if pyarrow.types.is_integer(field.type)]
    return [name for name in integers if name != "replicate" and name not in but]


def first_difference(path, connection, keys, counts, whole, where="true"):
    """The first of the groups by `keys` in which the rows of `whole` are not the sum of the others."""
    differences = " or ".join(
        f"coalesce(sum({name}) filter ({whole}), 0) <> coalesce(sum({name}) filter (not ({whole})), 0)"
        for name in map(identifier, counts)
    )
    keys = ", ".join(map(identifier, keys))
    query = f"select {keys} from read_parquet(?) where {where} group by all having {differences} order by all limit 1"
    return connection.execute(query, [str(path)]).fetchone()


def check_district_is_sum(path, topic, table, connection):
    texts, but = AREAS[topic]
    keys = ("scenario", "replicate", "month", *texts)
    counts = whole_numbers(table.schema, but)
    where = "true"
    if topic == "care":
        # Communities have their cells in Decembers only, and everybody together in every month.
        where = f"month(month) = 12 or (ability = '{ALL}' and living = '{ALL}')"
    wrong = first_difference(path, connection, keys, counts, f"area = '{DISTRICT}'", where)
    require(wrong is None, f"the district is not the sum of its communities at {wrong}")


def check_all_is_sum(path, topic, table, connection):
    keys = [name for name in ("scenario", "replicate", "month", "area", "facility") if name in table.schema.names]
    whole = " and ".join(f"{name} = '{ALL}'" for name in PARTS[topic])
    where = f"area = '{DISTRICT}' or month(month) = 12" if topic == "care" else "true"
    # Costs and workers are given for a whole home alone.
    of_home = ("conversion_cost", "building_cost", "care_workers", "posts", "beds_lost")
    counts = whole_numbers(table.schema, of_home if topic == "facilities" else ())
    wrong = first_difference(path, connection, keys, counts, whole, where)
    require(wrong is None, f"all together is not the sum of its parts at {wrong}")


def check_rows_of_care(path, connection):
    """The rows of all together, and cells: the district's in every month, the communities' in Decembers."""
    query = f"""
        select area, month, count(*) filter (ability = '{ALL}') as totals, count(*) filter (ability <> '{ALL}') as cells
        from read_parquet(?) group by scenario, replicate, area, month
        having totals <> 1 or cells <> (case when area = '{DISTRICT}' or month(month) = 12 then 12 else 0 end)
        order by all limit 1"""
    wrong = connection.execute(query, [str(path)]).fetchone()
    require(wrong is None, f"rows of an area and month, of which are cells: {wrong}")


def check_workforce(path, connection):
    """Levels add up to all of them, homes and agencies to care workers; the parts of a change to the change."""
    flows = "heads, hires, left, retired, asked, waiting, enrolled, examined, passed".split(", ")
    keys = ("scenario", "replicate", "month", "area", "employer")
    wrong = first_difference(path, connection, keys, flows, f"level = '{ALL}'")
    require(wrong is None, f"all levels are not the sum of each at {wrong}")
    keys = ("scenario", "replicate", "month", "area", "level")
    counts = [*flows, "opening", "posts", "vacancies", "certified", "wage_bill", "left_moved", "left_away"]
    where = "employer <> 'community_office'"
    wrong = first_difference(path, connection, keys, counts, "employer = 'care'", where)
    require(wrong is None, f"care workers are not those of homes and agencies at {wrong}")
    query = f"""
        select * from (
            select scenario, replicate, month, area, employer, certified_share as share,
                change_training + change_hires + change_leavers + change_retirement as change,
                lag(certified_share) over (partition by scenario, replicate, area, employer order by month) as before
            from read_parquet(?) where level = '{ALL}' and employer in ('care', 'community_office')
        ) where abs(share - before - change) > 1e-12 or (before is not null and share is not null and change is null)
        limit 1"""
    wrong = connection.execute(query, [str(path)]).fetchone()
    require(wrong is None, f"the parts do not add up to the change of the certified share at {wrong}")


def check_relief(path, connection):
    """Groups are the sum of their programmes, and all is the sum of the groups."""
    counts = "person_times, paid, arrears, refused, claimed, claimed_times, over_months, under_months"
    counts = counts.split(", ")
    keys = ("scenario", "replicate", "month", "area", "group")
    wrong = first_difference(path, connection, keys, counts, f"programme = '{ALL}'", f""" "group" <> '{ALL}' """)
    require(wrong is None, f"a group is not the sum of its programmes at {wrong}")
    keys = ("scenario", "replicate", "month", "area")
    wrong = first_difference(path, connection, keys, counts, f""" "group" = '{ALL}' """, f"programme = '{ALL}'")
    require(wrong is None, f"all is not the sum of the groups at {wrong}")


def check_ledger(path, connection):
    """Every account closes to the fen, opens as it closed, and is the sum of its programmes; relief agrees."""
    keys = ("scenario", "replicate", "month", "account")
    counts = ["paid", "claimed", "arrears", "refused", "person_times"]
    wrong = first_difference(path, connection, keys, counts, f"programme = '{ALL}'", f"account <> '{ALL}'")
    require(wrong is None, f"an account is not the sum of its programmes at {wrong}")
    wrong = first_difference(path, connection, keys[:3], counts, f"account = '{ALL}'", f"programme = '{ALL}'")
    require(wrong is None, f"all is not the sum of the accounts at {wrong}")
    query = f"""
        select * from (
            select scenario, replicate, month, account, opening, closing, paid, returned, came_in,
                lag(closing) over (partition by scenario, replicate, account order by month) as before
            from read_parquet(?) where programme = '{ALL}'
        ) where opening + came_in - paid - returned <> closing or closing < 0 or opening <> coalesce(before, 0) limit 1"""
    wrong = connection.execute(query, [str(path)]).fetchone()
    require(wrong is None, f"an account does not close at {wrong}")
    query = f"""
        select l.month, l.programme, l.paid, r.paid from read_parquet(?) l join read_parquet(?) r
            using (scenario, replicate, month, area, programme)
        where l.programme <> '{ALL}' and (l.paid <> r.paid or l.person_times <> r.person_times) limit 1"""
    wrong = connection.execute(query, [str(path), str(path.with_name("relief.parquet"))]).fetchone()
    require(wrong is None, f"the ledger and relief differ at {wrong}")


def check_books_close(table):
    names = [name for name in table.schema.names if "difference" in name or name == "beds_over_usable"]
    require(len(names) == 10, f"ten differences are expected, found {names}")
    for name in names:
        differences = pyarrow.compute.unique(table[name]).to_pylist()
        require(set(differences) <= {0}, f"the books do not close: `{name}` holds {sorted(differences)[:5]}")


def check_file(path, promised_rows, connection):
    topic = path.stem
    table = pyarrow.parquet.read_table(path)
    check_readers_agree(path, table, connection)
    check_metadata(topic, table.schema)
    check_nulls(topic, table)
    check_months(topic, table)
    if topic in AREAS:
        check_district_is_sum(path, topic, table, connection)
    if topic in PARTS:
        check_all_is_sum(path, topic, table, connection)
    if topic == "care":
        check_rows_of_care(path, connection)
    if topic == "workforce":
        check_workforce(path, connection)
    if topic == "relief":
        check_relief(path, connection)
    if topic == "ledger":
        check_ledger(path, connection)
    if topic == "audit":
        check_books_close(table)
    if topic in LATER:
        return table
    require(promised_rows is not None, "manifest.json does not list it")
    require(table.num_rows == promised_rows, f"{table.num_rows} rows, manifest.json says {promised_rows}")
    return table


def check_folder(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    promised = {entry["file"]: entry["rows"] for entry in manifest["files"]}
    paths = sorted(folder.glob("*.parquet"))
    missing = sorted(set(promised) - {path.name for path in paths})
    require(not missing, f"manifest.json lists files that are missing: {', '.join(missing)}")
    require(paths, "no Parquet files")
    connection = duckdb.connect()
    for path in paths:
        try:
            table = check_file(path, promised.get(path.name), connection)
        except Exception as error:
            # Whatever a reader throws is this file's failure.
            raise Disagreement(f"{path.name}: {error}") from error
        print(f"{path.name}: {table.num_rows} rows, {table.num_columns} columns")
    return len(paths)


def main(arguments):
    if len(arguments) != 1:
        print("usage: python tests/readers.py RUN_FOLDER", file=sys.stderr)
        return 2
    try:
        files = check_folder(Path(arguments[0]))
    except (Disagreement, OSError, ValueError, KeyError) as error:
        print(f"readers: {arguments[0]}: {error}", file=sys.stderr)
        return 1
    print(f"readers: {files} files agree")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
