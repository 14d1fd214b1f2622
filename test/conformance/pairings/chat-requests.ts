/** Requests that only chat clients send. */
import { describe, expect, test } from "vitest";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { legacy } from "./legacy.ts";
import type { Scene } from "./pairing.ts";
import { upstreamOf } from "./upstreams.ts";

const say = "Go on.";

export function chatRequests(scene: Scene): void {
  test("JSON without a schema, mentioned only in the system message", async () => {
    const fields = { response_format: { type: "json_object" } };
    expect((await scene.ask({ model: "text", system: "Answer in json.", say, fields })).text).toBe(said);
  });

  test("one token, as clients send to check whether a model answers", async () => {
    const { text, headers } = await scene.ask({ model: "text", say, fields: { max_tokens: 1 } });
    expect(text).toBe(said);
    if (scene.upstream !== scene.client) expect(headers.get("x-turnout-warning")).toContain("max_tokens");
  });

  test("max_tokens, the older name in chat completions", async () => {
    await scene.ask({ model: "text", say, fields: { max_tokens: 500 } });
    expect(upstreamOf(scene).sent.limit(scene.sent())).toBe(500);
  });

  describe("legacy functions", () => legacy(scene));
}
