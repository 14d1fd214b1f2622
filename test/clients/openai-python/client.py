"""What openai-python does by itself when a request fails: it may ask twice more. Arguments: the base URL and a model string.
Prints the error of each call as one JSON object."""

import json
import os
import sys
from importlib.metadata import version

from openai import APIStatusError, OpenAI

base_url, model = sys.argv[1:]
client = OpenAI(base_url=base_url, api_key=os.environ["TURNOUT_KEY"], max_retries=2)
messages = [{"role": "user", "content": "Hello"}]
calls = {
    "chat": lambda: client.chat.completions.create(model=model, messages=messages),
    "streamedChat": lambda: client.chat.completions.create(model=model, messages=messages, stream=True),
    "responses": lambda: client.responses.create(model=model, input="Hello"),
    "streamedResponses": lambda: client.responses.create(model=model, input="Hello", stream=True),
}
report = {}
for name, call in calls.items():
    try:
        call()
        report[name] = {}
    except APIStatusError as error:
        report[name] = {"error": {"name": type(error).__name__, "status": error.status_code}}
print(json.dumps({"version": version("openai"), "report": report}))
