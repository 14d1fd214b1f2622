"""What an application does with the OpenAI Agents SDK. Arguments: the base URL and the backend. Prints what came of each
step as one JSON object; a step that failed is an object with `error`."""

import asyncio
import os
import sys

from agents import (
    Agent,
    ModelSettings,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)
from openai import AsyncOpenAI
from steps import print_report, usual_steps

base_url, backend = sys.argv[1:]
set_tracing_disabled(True)


@function_tool
def weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"sunny in {city}"


@function_tool
def clock() -> str:
    """Tells the time."""
    return "noon"


def steps_with(kind):
    def agent(scenario, tools=()):
        client = AsyncOpenAI(base_url=base_url, api_key=os.environ["TURNOUT_KEY"], max_retries=0)
        model = kind(f"{backend}:{scenario}", openai_client=client)
        settings = ModelSettings(include_usage=True)
        return Agent(name="reporter", instructions="Be brief.", model=model, model_settings=settings, tools=list(tools))

    async def whole(scenario, tools=()):
        return await Runner.run(agent(scenario, tools), "Hello")

    async def streamed(scenario, tools=()):
        result = Runner.run_streamed(agent(scenario, tools), "Hello")
        async for _ in result.stream_events():
            pass
        return result

    async def told(running):
        result = await running
        usage = result.context_wrapper.usage
        return {"text": result.final_output, "input": usage.input_tokens, "output": usage.output_tokens}

    async def looped(ask, scenario):
        result = await ask(scenario, [weather, clock])
        calls = [item for item in result.new_items if item.type == "tool_call_item"]
        return {"calls": len(calls), "text": result.final_output}

    async def aborted():
        result = Runner.run_streamed(agent("stall"), "Hello")
        text = ""
        async for event in result.stream_events():
            if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
                text += event.data.delta
                result.cancel()
        return {"text": text}

    return usual_steps(
        told=told,
        whole=whole,
        streamed=streamed,
        loop=lambda scenario: looped(whole, scenario),
        streamed_loop=lambda scenario: looped(streamed, scenario),
        aborted=aborted,
    )


kinds = {"chat": OpenAIChatCompletionsModel, "responses": OpenAIResponsesModel}
asyncio.run(print_report("openai-agents", {protocol: steps_with(kind) for protocol, kind in kinds.items()}))
