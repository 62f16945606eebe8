"""``chaingraph gaps`` as a whole process on registries of ten thousand to ten million enterprises: seconds, memory,
growth, by engine and format.

Each enterprise makes two or three of 2,000 products and has three deliveries; 82 regions. DuckDB makes the tables by
hashing row numbers, so that each size is the same at each run. ``--sizes 10000 100000``, ``--engines duckdb spark``,
``--forms csv parquet``, ``--memory 6GB`` (CHAINGRAPH_MEMORY of the run). Memory is the highest sum over the process
and what it starts, looked at ten times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

PRODUCTS = 2_000


def write(folder: Path, firms: int, form: str) -> None:
    """A dataset of ``firms`` enterprises; ``form`` is that of the registry, the small tables are CSV."""
    folder.mkdir(parents=True)
    con = duckdb.connect(config={"temp_directory": str(folder.parent / "spill"), "preserve_insertion_order": "false"})
    con.execute("create macro pick(a, b, n) as cast(hash(a * 31 + b) % n as bigint)")
    con.execute(
        "create macro region(k) as '22' || lpad(cast(k // 9 as varchar), 2, '0') || lpad(cast(k % 9 as varchar), 2, '0')"
    )
    small = {
        "regions": """select '220000' as code, '省' as name_zh, null as parent union all
            select region(k), '地区' || k, case when k % 9 = 0 then '220000' else region(k - k % 9) end from range(9, 90) t(k)""",
        "chains": "select 'c' || k as id, '链' || k as name_zh from range(9) t(k)",
        "products": f"""select 'p' || k as id, '产品' || k as name_zh, 'c' || k % 9 as chain,
            case when k > {PRODUCTS - 200} then 'yes' else 'no' end as final from range({PRODUCTS}) t(k)""",
        "inputs": f"""select distinct 'p' || k as product, 'p' || (k - 1 - pick(k, j, least(k, 60))) as input
            from range(20, {PRODUCTS}) t(k), range(3) u(j)""",
    }
    large = {
        "enterprises": f"""select 'e' || k as id, '企业' || k as name_zh, region(9 + pick(k, 1, 81)) as region,
            case pick(k, 2, 4) when 0 then 'planned' when 1 then null else 'active' end as status from range({firms}) t(k)""",
        "makes": f"""select distinct 'e' || k as enterprise, 'p' || pick(k, 10 + j, {PRODUCTS}) as product,
            pick(k, 20 + j, 1000) / 100 as output_yi, 2024 as year
            from range({firms}) t(k), range(3) u(j) where j < 2 or k % 2 = 0""",
        "supplies": f"""select 'e' || pick(k, 30 + j, {firms}) as supplier, 'e' || k as customer,
            'p' || pick(k, 40 + j, {PRODUCTS}) as product, pick(k, 50 + j, 1000) / 1000 as amount_yi
            from range({firms}) t(k), range(3) u(j)""",
    }
    # two of an enterprise's draws may be one product: then the amounts must not make two rows of it
    large["makes"] = (
        f"select enterprise, product, max(output_yi) as output_yi, year from ({large['makes']}) group by all"
    )
    for tables, kind in ((small, "csv"), (large, form)):
        for name, sql in tables.items():
            how = "format csv, header" if kind == "csv" else "format parquet"
            con.execute(f"copy ({sql}) to '{folder / name}.{kind}' ({how})")


def resident(pid: int) -> int:
    """Bytes that a process and its descendants hold."""
    total = 0
    for line in subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True).stdout.split("\n")[1:]:
        if line.strip():
            parents[int(line.split()[0])] = int(line.split()[1])
            held[int(line.split()[0])] = int(line.split()[2])
    for one in list(held):
        up: int | None = one
        while up and up != pid:
            up = parents.get(up)
        total += held[one] * 1024 if up == pid else 0
    held.clear()
    return total


parents: dict[int, int] = {}
held: dict[int, int] = {}


def shuffled(events: Path) -> float:
    """GB that Spark wrote between its stages, by its own event log."""
    total = 0
    for path in events.rglob("*"):
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            event = json.loads(line) if line.startswith('{"Event":"SparkListenerTaskEnd"') else {}
            total += event.get("Task Metrics", {}).get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return total / 2**30


def run(folder: Path, engine: str, memory: str | None) -> tuple[float, float, float]:
    """Seconds, peak memory in GB of one process with what it starts, and GB that Spark shuffled."""
    settings = {**os.environ, **({"CHAINGRAPH_MEMORY": memory} if memory else {})}
    events = folder.parent / "events"
    if engine == "spark":
        events.mkdir(exist_ok=True)
        told = {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.compress": "false",
        }
        told["spark.driver.memory"] = (memory or "8GB").rstrip("Bb").lower()
        settings["PYSPARK_SUBMIT_ARGS"] = (
            " ".join(f"--conf {key}={value}" for key, value in told.items()) + " pyspark-shell"
        )
    start, peak = time.perf_counter(), 0
    with (folder.parent / "said.txt").open("w") as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "chaingraph", "gaps", str(folder), "--engine", engine],
            stdout=subprocess.DEVNULL, stderr=said, env=settings,
        )  # fmt: skip
        while child.poll() is None:
            peak = max(peak, resident(child.pid))
            time.sleep(0.1)
    if child.returncode:
        raise SystemExit(f"gaps failed: {(folder.parent / 'said.txt').read_text()[-2000:]}")
    return time.perf_counter() - start, peak / 2**30, shuffled(events)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engines", nargs="+", default=["duckdb"])
    parser.add_argument("--forms", nargs="+", default=["csv", "parquet"])
    parser.add_argument("--memory")
    asked = parser.parse_args()
    told: dict[tuple[str, str], list[float]] = {}
    for size in asked.sizes:
        for form in asked.forms:
            with tempfile.TemporaryDirectory() as aside:
                folder = Path(aside) / "data"
                write(folder, size, form)
                for engine in asked.engines:
                    seconds, memory, between = run(folder, engine, asked.memory)
                    told.setdefault((engine, form), []).append(seconds)
                    also = f", {between:.3f} GB shuffled" if engine == "spark" else ""
                    print(f"{engine:7} {form:8} {size:>11,}: {seconds:7.1f} s, {memory:.2f} GB{also}", flush=True)
    for (engine, form), seconds_of in told.items():
        if len(seconds_of) > 1:
            print(f"{engine} {form}: n^{np.polyfit(np.log(asked.sizes), np.log(seconds_of), 1)[0]:.2f}")


if __name__ == "__main__":
    main()
