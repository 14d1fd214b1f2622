"""What an application does with Pydantic AI. Arguments: the base URL and the backend. Prints what came of each step as one
JSON object; a step that failed is an object with `error`."""

import asyncio
import os
import sys

from openai import AsyncOpenAI
from pydantic_ai import Agent
from pydantic_ai.messages import ToolCallPart
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider
from steps import print_report, usual_steps

base_url, backend = sys.argv[1:]


def weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"sunny in {city}"


def clock() -> str:
    """Tells the time."""
    return "noon"


def steps_with(kind):
    def agent(scenario, tools=()):
        client = AsyncOpenAI(base_url=base_url, api_key=os.environ["TURNOUT_KEY"], max_retries=0)
        model = kind(f"{backend}:{scenario}", provider=OpenAIProvider(openai_client=client))
        return Agent(model, instructions="Be brief.", tools=tools, retries=0)

    async def whole(scenario, tools=()):
        result = await agent(scenario, tools).run("Hello")
        return result.output, result.usage, result.all_messages()

    async def streamed(scenario):
        async with agent(scenario).run_stream("Hello") as result:
            output = await result.get_output()
        return output, result.usage, result.all_messages()

    async def told(answer):
        text, usage, _ = await answer
        return {"text": text, "input": usage.input_tokens, "output": usage.output_tokens}

    async def loop(scenario):
        text, _, messages = await whole(scenario, [weather, clock])
        calls = [part for message in messages for part in message.parts if isinstance(part, ToolCallPart)]
        return {"calls": len(calls), "text": text}

    async def streamed_loop(scenario):
        """Events of all turns; `run_stream` ends at the first text, which stands before the call here."""
        text, calls = "", 0
        async with agent(scenario, [weather, clock]).iter("Hello") as run:
            async for node in run:
                if Agent.is_model_request_node(node):
                    async with node.stream(run.ctx) as events:
                        async for _ in events:
                            pass
        for message in run.result.all_messages():
            calls += sum(isinstance(part, ToolCallPart) for part in message.parts)
        return {"calls": calls, "text": run.result.output}

    async def aborted():
        text = ""
        async with agent("stall").run_stream("Hello") as result:
            async for delta in result.stream_text(delta=True, debounce_by=None):
                text += delta
                break
        return {"text": text}

    return usual_steps(told, whole, streamed, loop, streamed_loop, aborted)


kinds = {"chat": OpenAIChatModel, "responses": OpenAIResponsesModel}
asyncio.run(print_report("pydantic-ai-slim", {protocol: steps_with(kind) for protocol, kind in kinds.items()}))
