#!/usr/bin/env bash
# Guess: the OpenAI Agents SDK counts the tokens of a streamed chat completion as it counts those of a whole one: it is
#   the API's own SDK, and budgets are made of these numbers.
# Truth: it asks for the usage of a stream (`stream_options`) only where the base URL is OpenAI's. Through any other, such
#   as a gateway's, every streamed run has used 0 tokens, without a warning; `ModelSettings(include_usage=True)` is needed.
#   A server that sends the usage unasked is counted all the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet openai-agents==0.24.0 openai==3.57.0

cat > run.py <<'PY'
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

from agents import Agent, ModelSettings, OpenAIChatCompletionsModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI

usage = {"prompt_tokens": 25, "completion_tokens": 12, "total_tokens": 37}
base = {"id": "c", "created": 1, "model": "m"}


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        wanted = (asked.get("stream_options") or {}).get("include_usage", False)
        if asked.get("stream"):
            kind = "text/event-stream"
            chunk = {**base, "object": "chat.completion.chunk"}
            delta = {"index": 0, "delta": {"role": "assistant", "content": "Hello"}, "finish_reason": None}
            chunks = [{**chunk, "choices": [delta]}, {**chunk, "choices": [{**delta, "delta": {}, "finish_reason": "stop"}]}]
            if wanted or asked["model"] == "unasked":
                chunks.append({**chunk, "choices": [], "usage": usage})
            body = "".join(f"data: {json.dumps(each)}\n\n" for each in chunks) + "data: [DONE]\n\n"
        else:
            kind = "application/json"
            choice = {"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}
            body = json.dumps({**base, "object": "chat.completion", "choices": [choice], "usage": usage})
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


async def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = AsyncOpenAI(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="k")
    set_tracing_disabled(True)

    def agent(model="m", **settings):
        kind = OpenAIChatCompletionsModel(model, openai_client=client)
        return Agent(name="a", model=kind, model_settings=ModelSettings(**settings))

    async def streamed(asked):
        result = Runner.run_streamed(asked, "Hello")
        async for _ in result.stream_events():
            pass
        return result

    print(f"openai-agents {version('openai-agents')}, openai {version('openai')}")
    for name, running in {
        "whole": Runner.run(agent(), "Hello"),
        "streamed": streamed(agent()),
        "streamed, include_usage": streamed(agent(include_usage=True)),
        "streamed, sent unasked": streamed(agent("unasked")),
    }.items():
        print(f"{name}: {(await running).context_wrapper.usage.total_tokens} tokens")


asyncio.run(main())
PY

env/bin/python run.py | tee seen.txt
[ "$(tail -n +2 seen.txt)" = 'whole: 37 tokens
streamed: 0 tokens
streamed, include_usage: 37 tokens
streamed, sent unasked: 37 tokens' ]
