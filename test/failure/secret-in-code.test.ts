import { expect, test } from "vitest";
import { event, json, sse } from "../support/answers.ts";
import { send } from "../support/client.ts";
import { backend, gateway } from "../support/gateway.ts";

const it = gateway(
  (url) => `
backends:
${backend("a", url)}
failure_handling: { retries: 0 }
`,
);

const error = { message: "no", type: "x", code: "bad_sk-key", param: null };

test.each([
  ["an answer", json({ error }, 401)],
  ["a stream", sse([event({ error: { ...error, status: 401 } })])],
])(
  "a key that an upstream repeats as its error's code appears in no log line and no snapshot: %s",
  async (what, answer) => {
    const model = `a:${what.replace(" ", "-")}`;
    it.upstream.once("/a/", answer);
    await it.ask(model, { stream: true });
    expect((await it.line(model)).tried[0]?.status).toBe(401);
    expect(it.artifact.stderr()).not.toContain("sk-key");
    const ready = await send(`${it.artifact.url}/readyz?verbose`, { method: "GET" });
    expect(ready.text).toContain("a.1");
    expect(ready.text).not.toContain("sk-key");
  },
);
