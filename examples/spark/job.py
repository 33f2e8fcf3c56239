"""Counts a log with streamstats on Apache Spark, exactly as one machine would.

    spark-submit job.py [--binary PATH] [--partitions N] [--report OPTIONS] [--output FILE] INPUT... -- OPTIONS...

Every partition is piped through `streamstats OPTIONS... --save-state -`, which prints what it
counted as one line; `streamstats merge -` makes one report of those lines. Spark moves states, of
the size of the distinct values, and never the log.
"""

import argparse
import os
import shlex
import subprocess
import sys

from pyspark import SparkConf, SparkContext, SparkFiles

# As many states are merged by one task, or by the driver, before another level is put between.
FAN_IN = 64


def arguments():
    parser = argparse.ArgumentParser(
        description="Count a log with streamstats on Spark.",
        usage="spark-submit job.py [OPTIONS] INPUT... -- STREAMSTATS_OPTIONS...",
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders or globs, as Spark reads them")
    parser.add_argument("--partitions", type=int, metavar="N", help="at least so many [default: Spark's]")
    parser.add_argument("--binary", default="streamstats", metavar="PATH", help="the program, on the driver")
    parser.add_argument(
        "--installed", action="store_true", help="every node has it at the same PATH, so it is not shipped"
    )
    parser.add_argument(
        "--report", default="", metavar="OPTIONS", help="how the report looks: '-O json', '-o --sort peak'"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="where the report goes [default: stdout, to which spark-submit adds stderr]"
    )
    own, count = sys.argv[1:], []
    if "--" in own:
        split = own.index("--")
        own, count = own[:split], own[split + 1 :]
    options = parser.parse_args(own)
    return options, count


def configuration():
    """Lines end at LF alone, as streamstats has it; Hadoop would also end them at a lone CR."""
    return SparkConf().set("spark.hadoop.textinputformat.record.delimiter", "\n")


def program(spark, options):
    """The path by which an executor starts the program, shipped with the job unless it is installed."""
    if options.installed:
        return options.binary
    spark.addFile(os.path.abspath(options.binary))
    name = os.path.basename(options.binary)
    # Executors start in the folder that holds the job's files; local[*] has the driver's instead.
    return SparkFiles.get(name) if spark.master.startswith("local[") or spark.master == "local" else f"./{name}"


def merged(states, command):
    """States merged level by level in Spark until the driver has no more than FAN_IN to read."""
    while states.getNumPartitions() > FAN_IN:
        groups = -(-states.getNumPartitions() // FAN_IN)
        states = (
            states.mapPartitionsWithIndex(lambda index, lines, groups=groups: ((index % groups, line) for line in lines))
            .partitionBy(groups, int)
            .values()
            .pipe(command, checkCode=True)
        )
    return states.collect()


def main():
    options, count = arguments()
    spark = SparkContext(appName="streamstats", conf=configuration())
    try:
        streamstats = program(spark, options)
        # A process that fails fails its task, and after Spark's retries the job: never a report of less.
        states = spark.textFile(",".join(options.inputs), options.partitions).pipe(
            shlex.join([streamstats, *count, "--save-state", "-"]), checkCode=True
        )
        lines = merged(states, shlex.join([streamstats, "merge", "-", "--save-state", "-"]))
    finally:
        spark.stop()
    command = [options.binary, "merge", "-", *shlex.split(options.report)]
    with open(options.output, "wb") if options.output else sys.stdout.buffer as out:
        return subprocess.run(command, input="\n".join([*lines, ""]).encode(), stdout=out).returncode


if __name__ == "__main__":
    sys.exit(main())
