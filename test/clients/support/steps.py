"""What the Python clients do alike: the steps that `usual.ts` expects, and how their outcomes are printed."""

import json
from importlib.metadata import version


def usual_steps(told, whole, streamed, loop, streamed_loop, aborted):
    """`whole` and `streamed` ask, `told` is what came of it; the loops answer the calls of tools until there is a text."""
    return {
        "text": lambda: told(whole("text")),
        "streamed": lambda: told(streamed("text")),
        "usageInEach": lambda: told(streamed("usage-in-each")),
        "tools": lambda: loop("text-and-call"),
        "streamedTools": lambda: streamed_loop("text-and-call"),
        "parallelTools": lambda: loop("parallel"),
        "streamedParallelTools": lambda: streamed_loop("parallel"),
        "interleavedTools": lambda: streamed_loop("interleaved"),
        "failed": lambda: told(whole("bad-request")),
        "streamedFailed": lambda: told(streamed("bad-request")),
        "cut": lambda: told(streamed("cut")),
        "errorInStream": lambda: told(streamed("error-in-stream")),
        "aborted": aborted,
    }


async def print_report(package, steps):
    """`steps` has those of each protocol. Prints one JSON object; a step that failed is an object with `error`."""
    report = {}
    for protocol, steps_of_protocol in steps.items():
        report[protocol] = {}
        for step, run in steps_of_protocol.items():
            try:
                report[protocol][step] = await run()
            except Exception as error:
                report[protocol][step] = {"error": {"name": type(error).__name__, "message": str(error)}}
    print(json.dumps({"version": version(package), "report": report}))
