/** Requests reach the upstream in the upstream's protocol. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { failed } from "../../support/sdk.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";
import { upstreamOf } from "./upstreams.ts";

const say = "Go on.";

export function requests(scene: Scene): void {
  const client = clientOf(scene);
  const upstream = upstreamOf(scene);
  const translated = scene.client !== scene.upstream;

  test("the model is sent without the backend's name", async () => {
    await scene.ask({ model: "text", say });
    expect(scene.sent().model).toBe("text");
    expect(scene.sent().stream ?? false).toBe(scene.streamed);
  });

  test("system messages", async () => {
    await scene.ask({ model: "text", say, system: "Be terse ✓." });
    expect(systemOf(scene.sent())).toBe("Be terse ✓.");
  });

  test("developer messages, with both kinds of content", async () => {
    const history = [client.fields.developer("Be terse.")];
    const first = await scene.ask({ model: "text", say });
    await scene.ask({ model: "text", say, after: { ...first, history } });
    expect(systemOf(scene.sent())).toBe("Be terse.");
  });

  test("sampling, zero included", async () => {
    await scene.ask({ model: "text", say, fields: { temperature: 0, top_p: 0.5 } });
    expect(scene.sent()).toMatchObject({ temperature: 0, top_p: 0.5 });
  });

  test("the maximum length of an answer", async () => {
    await scene.ask({ model: "text", say, fields: client.fields.limit(500) });
    expect(upstream.sent.limit(scene.sent())).toBe(500);
  });

  test("verbosity", async () => {
    const { headers } = await scene.ask({ model: "text", say, fields: client.fields.verbosity("low") });
    const verbosity = upstream.sent.verbosity(scene.sent());
    // Servers that are only compatible seldom know it.
    if (scene.backend === "compat" && translated) {
      expect([verbosity, headers.get("x-turnout-warning")]).toEqual([undefined, expect.stringContaining("verbosity")]);
      return;
    }
    expect(verbosity).toBe("low");
  });

  test("user and purpose fields", async () => {
    const fields = { user: "u-1", service_tier: "flex", prompt_cache_key: "k-1", safety_identifier: "s-1" };
    await scene.ask({ model: "text", say, fields });
    expect(scene.sent()).toMatchObject(scene.backend === "compat" && translated ? { user: "u-1" } : fields);
  });

  if (scene.backend !== "compat") {
    test("store and metadata", async () => {
      const fields = { store: true, metadata: { topic: "demo" } };
      await scene.ask({ model: "text", say, fields });
      expect(scene.sent()).toMatchObject(fields);
    });
  }

  test("parallel calls allowed or not", async () => {
    const tools = [{ kind: "function", name: "get_weather" } as const];
    await scene.ask({ model: "text", say, tools, fields: { parallel_tool_calls: false } });
    expect(scene.sent().parallel_tool_calls).toBe(false);
  });

  test("JSON without a schema", async () => {
    const type = "json_object";
    await scene.ask({ model: "text", say: "Speak json.", fields: client.fields.format(type) });
    expect(upstream.sent.format(scene.sent())).toEqual({ type });
  });

  client.requests(scene);

  if (scene.backend === null) return;
  test("parameters of the model string", async () => {
    await scene.ask({ model: "text?temperature=0.7&max_tokens=50&reasoning_effort=low&verbosity=high", say });
    const sent = scene.sent();
    const { limit, effort, verbosity } = upstream.sent;
    expect([sent.temperature, limit(sent), effort(sent), verbosity(sent)]).toEqual([0.7, 50, "low", "high"]);
  });

  if (!translated) return;
  test.each(client.lost[scene.upstream] ?? [])("%s is left out, with a warning", async (name, fields) => {
    const { text, headers } = await scene.ask({ model: "text", say, fields });
    expect(text).toBe(said);
    expect(headers.get("x-turnout-warning")).toContain(name);
  });

  test.each(client.refused[scene.upstream] ?? [])("%s is rejected", async (param, fields) => {
    const error = await failed(scene.ask({ model: "text", say, fields }), OpenAI.BadRequestError);
    expect(error).toMatchObject({ status: 400, code: "unsupported_parameter", param });
    expect(error.message).toMatch(/./);
  });
}

/** What an upstream was told as its system's or developer's text. */
function systemOf(sent: Json): string {
  if (typeof sent.instructions === "string") return sent.instructions;
  const list = (sent.messages ?? sent.input) as readonly Json[];
  const content = list.find(({ role }) => role === "system" || role === "developer")?.content;
  if (!Array.isArray(content)) return String(content);
  return content.map((part) => (isObject(part) ? String(part.text) : "")).join("");
}
