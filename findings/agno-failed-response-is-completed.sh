#!/usr/bin/env bash
# Guess: a streamed response that ends with `response.failed` makes agno's run fail, as a 500 does, or as an error event
#   of the chat API does.
# Truth: agno reads neither `response.failed` nor `error`. The run has the status COMPLETED, its text is what came until
#   then, and nothing is logged. Only a connection that breaks off makes the run fail. So whoever translates for it has to
#   break off after the error: a well-formed stream cannot tell agno that it went wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet agno==3.1.10 openai==3.57.0

cat > run.py <<'PY'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

from agno.agent import Agent
from agno.models.openai import OpenAIResponses

error = {"code": "server_error", "message": "The server had an error"}
base = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "tools": [], "tool_choice": "auto",
        "parallel_tool_calls": True, "output": []}
item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
part = {"type": "output_text", "text": "", "annotations": []}
begun = [
    ("response.created", {"response": {**base, "status": "in_progress"}}),
    ("response.output_item.added", {"output_index": 0, "item": item}),
    ("response.content_part.added", {**place, "part": part}),
    ("response.output_text.delta", {**place, "delta": "You should sell", "logprobs": []}),
]
ends = {
    "failed": [("response.failed", {"response": {**base, "status": "failed", "error": error}})],
    "error": [("error", {**error, "param": None})],
    "broken": [],
}


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for number, (kind, fields) in enumerate(begun + ends[asked["model"]]):
            data = json.dumps({"type": kind, "sequence_number": number, **fields})
            event = f"event: {kind}\ndata: {data}\n\n".encode()
            self.wfile.write(b"%x\r\n%b\r\n" % (len(event), event))
        if ends[asked["model"]]:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"agno {version('agno')}, openai {version('openai')}")
for end in ends:
    model = OpenAIResponses(id=end, base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="k", max_retries=0)
    for last in Agent(model=model, telemetry=False).run("Advise me", stream=True, yield_run_output=True):
        pass
    told = f"{last.status.value} {last.content!r}" if hasattr(last, "status") else f"{last.event} {last.content!r}"
    print(f"{end}: {told}")
PY

env/bin/python run.py 2>&1 | tee seen.txt
grep -qxF "failed: COMPLETED 'You should sell'" seen.txt
grep -qxF "error: COMPLETED 'You should sell'" seen.txt
grep -q "^broken: RunError" seen.txt
