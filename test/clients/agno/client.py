"""What an application does with agno. Arguments: the base URL and the backend. Prints what came of each step as one JSON
object; a step that failed is an object with `error`."""

import json
import logging
import os
import sys
from importlib.metadata import version

from agno.agent import Agent
from agno.models.openai import OpenAIChat, OpenAIResponses
from agno.run.agent import RunErrorEvent

# It writes its log to stdout.
logging.disable(logging.CRITICAL)
base_url, backend = sys.argv[1:]


def weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"sunny in {city}"


def world_clock() -> str:
    """Tells the time."""
    return "noon"


def steps_with(kind):
    def agent(scenario, **more):
        model = kind(
            id=f"{backend}:{scenario}",
            base_url=base_url,
            api_key=os.environ["TURNOUT_KEY"],
            max_retries=0,
        )
        return Agent(model=model, system_message="Be brief.", telemetry=False, **more)

    def ran(output):
        """A run that failed tells it by its status."""
        if output.status.value != "COMPLETED":
            raise RuntimeError(output.content)
        return output

    def whole(scenario, **more):
        return ran(agent(scenario, **more).run("Hello"))

    def streamed(scenario, **more):
        for event in agent(scenario, **more).run("Hello", stream=True, yield_run_output=True):
            if isinstance(event, RunErrorEvent):
                raise RuntimeError(event.content)
        return ran(event)

    def told(output):
        return {"text": output.content, "input": output.metrics.input_tokens, "output": output.metrics.output_tokens}

    def looped(output):
        """The text of the last turn: agno joins those of all turns."""
        return {"calls": len(output.tools), "text": output.messages[-1].content}

    def aborted():
        stream = agent("stall").run("Hello", stream=True)
        text = ""
        for event in stream:
            text += event.content or ""
            if text:
                break
        stream.close()
        return {"text": text}

    tools = {"tools": [weather, world_clock]}
    return {
        "text": lambda: told(whole("text")),
        "streamed": lambda: told(streamed("text")),
        "tools": lambda: looped(whole("text-and-call", **tools)),
        "streamedTools": lambda: looped(streamed("text-and-call", **tools)),
        "parallelTools": lambda: looped(whole("parallel", **tools)),
        "streamedParallelTools": lambda: looped(streamed("parallel", **tools)),
        "interleavedTools": lambda: looped(streamed("interleaved", **tools)),
        "failed": lambda: told(whole("bad-request")),
        "streamedFailed": lambda: told(streamed("bad-request")),
        "cut": lambda: told(streamed("cut")),
        "errorInStream": lambda: told(streamed("error-in-stream")),
        "aborted": aborted,
    }


report = {}
for protocol, kind in {"chat": OpenAIChat, "responses": OpenAIResponses}.items():
    report[protocol] = {}
    for step, run in steps_with(kind).items():
        try:
            report[protocol][step] = run()
        except Exception as error:
            report[protocol][step] = {"error": {"name": type(error).__name__, "message": str(error)}}
print(json.dumps({"version": version("agno"), "report": report}))
