/** What a client asks for reaches the upstream as the upstream's protocol says it. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { said } from "../../support/openai-upstream/scenarios.ts";
import { failed } from "../../support/sdk.ts";
import type { Scene } from "./pairing.ts";

const say = "Go on.";

export function requests(scene: Scene): void {
  const chat = scene.client === "chat";

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
    const content = chat ? [{ type: "text", text: "Be terse." }] : [{ type: "input_text", text: "Be terse." }];
    const history = [{ role: "developer", content }];
    const first = await scene.ask({ model: "text", say });
    await scene.ask({ model: "text", say, after: { ...first, history } });
    expect(systemOf(scene.sent())).toBe("Be terse.");
  });

  test("sampling, zero included", async () => {
    await scene.ask({ model: "text", say, fields: { temperature: 0, top_p: 0.5 } });
    expect(scene.sent()).toMatchObject({ temperature: 0, top_p: 0.5 });
  });

  test("the maximum length of an answer", async () => {
    await scene.ask({ model: "text", say, fields: chat ? { max_completion_tokens: 500 } : { max_output_tokens: 500 } });
    const { max_completion_tokens, max_tokens, max_output_tokens } = scene.sent();
    expect(scene.upstream === "chat" ? (max_completion_tokens ?? max_tokens) : max_output_tokens).toBe(500);
  });

  test("verbosity", async () => {
    const fields = chat ? { verbosity: "low" } : { text: { verbosity: "low" } };
    const { headers } = await scene.ask({ model: "text", say, fields });
    const { verbosity, text } = scene.sent();
    // Servers that are only compatible seldom know it.
    if (scene.backend === "compat" && !chat) {
      expect([verbosity, headers.get("x-turnout-warning")]).toEqual([undefined, expect.stringContaining("verbosity")]);
      return;
    }
    expect(scene.upstream === "chat" ? verbosity : (text as Json).verbosity).toBe("low");
  });

  test("user and purpose fields", async () => {
    const fields = { user: "u-1", service_tier: "flex", prompt_cache_key: "k-1", safety_identifier: "s-1" };
    await scene.ask({ model: "text", say, fields });
    expect(scene.sent()).toMatchObject(scene.backend === "compat" && !chat ? { user: "u-1" } : fields);
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
    const fields = chat ? { response_format: { type } } : { text: { format: { type } } };
    await scene.ask({ model: "text", say: "Speak json.", fields });
    const { response_format, text } = scene.sent();
    expect(scene.upstream === "chat" ? response_format : (text as Json).format).toEqual({ type });
  });

  if (chat) {
    test("JSON without a schema, mentioned only in the system message", async () => {
      const fields = { response_format: { type: "json_object" } };
      expect((await scene.ask({ model: "text", system: "Answer in json.", say, fields })).text).toBe(said);
    });

    test("one token, as clients send to check whether a model answers", async () => {
      const { text, headers } = await scene.ask({ model: "text", say, fields: { max_tokens: 1 } });
      expect(text).toBe(said);
      if (scene.upstream === "responses") expect(headers.get("x-turnout-warning")).toContain("max_tokens");
    });

    test("max_tokens, the older name in chat completions", async () => {
      await scene.ask({ model: "text", say, fields: { max_tokens: 500 } });
      expect(scene.upstream === "chat" ? scene.sent().max_tokens : scene.sent().max_output_tokens).toBe(500);
    });
  } else {
    test("additional fields of Responses clients such as Codex", async () => {
      const fields = {
        tools: [],
        tool_choice: "auto",
        parallel_tool_calls: false,
        store: undefined,
        include: [],
        instructions: "",
        metadata: { a: "b" },
      };
      expect((await scene.ask({ model: "text", say, fields })).text).toBe(said);
    });

    test("an input that is plain text", async () => {
      expect((await scene.ask({ model: "text", fields: { input: "Speak." } })).text).toBe(said);
      expect(JSON.stringify(scene.sent())).toContain('"Speak."');
    });

    test("an image with detail: original", async () => {
      const url = "https://example.com/cat.png";
      const content = [{ type: "input_image", image_url: url, detail: "original" }];
      const { text } = await scene.ask({ model: "look", fields: { input: [{ role: "user", content }] } });
      expect(JSON.parse(text ?? "").images).toMatchObject([{ url }]);
    });

    test("the response repeats its request", async () => {
      const tools = [{ kind: "function", name: "get_weather" } as const];
      const fields = { temperature: 0.5, metadata: { a: "b" }, truncation: "disabled", parallel_tool_calls: false };
      const { whole } = await scene.ask({ model: "text", system: "Be terse.", say, tools, choice: "none", fields });
      expect(whole).toMatchObject({
        instructions: "Be terse.",
        tools: [{ type: "function", name: "get_weather", strict: false }],
        tool_choice: "none",
        temperature: 0.5,
        metadata: { a: "b" },
        parallel_tool_calls: false,
        previous_response_id: null,
      });
    });
  }

  if (scene.backend === null) return;
  test("parameters of the model string", async () => {
    await scene.ask({ model: "text?temperature=0.7&max_tokens=50&reasoning_effort=low&verbosity=high", say });
    const sent = scene.sent();
    expect(sent.temperature).toBe(0.7);
    if (scene.upstream === "responses")
      expect(sent).toMatchObject({ max_output_tokens: 50, reasoning: { effort: "low" }, text: { verbosity: "high" } });
    else
      expect(sent).toMatchObject({
        max_completion_tokens: 50,
        reasoning_effort: "low",
        verbosity: "high",
      });
  });

  if (scene.client === scene.upstream) return;
  test.each(chat ? lostInResponses : lostInChat)("%s is left out, with a warning", async (name, fields) => {
    const { text, headers } = await scene.ask({ model: "text", say, fields });
    expect(text).toBe(said);
    expect(headers.get("x-turnout-warning")).toContain(name);
  });

  test.each(chat ? refusedByResponses : refusedByChat)("%s is rejected", async (param, fields) => {
    const error = await failed(scene.ask({ model: "text", say, fields }), OpenAI.BadRequestError);
    expect(error).toMatchObject({ status: 400, code: "unsupported_parameter", param });
    expect(error.message).toMatch(/./);
  });
}

const lostInResponses: readonly (readonly [string, Json])[] = [
  ["stop", { stop: ["\n"] }],
  ["seed", { seed: 1 }],
  ["frequency_penalty", { frequency_penalty: 0.5 }],
  ["presence_penalty", { presence_penalty: 0.5 }],
  ["logit_bias", { logit_bias: { "50256": -100 } }],
];
const refusedByResponses: readonly (readonly [string, Json])[] = [
  ["n", { n: 2 }],
  ["modalities", { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } }],
];
const lostInChat: readonly (readonly [string, Json])[] = [
  [
    "input[1] (telepathy)",
    {
      input: [
        { role: "user", content: "hi" },
        { type: "telepathy", thought: 1 },
      ],
    },
  ],
  ["truncation", { truncation: "auto" }],
  ["max_tool_calls", { max_tool_calls: 3 }],
  ["web_search", { tools: [{ type: "web_search" }] }],
  [
    "tools[1] (brand_new)",
    { tools: [{ type: "function", name: "f", parameters: null, strict: false }, { type: "brand_new" }] },
  ],
];
const refusedByChat: readonly (readonly [string, Json])[] = [
  ["input[0]", { input: [{ type: "item_reference", id: "msg_1" }] }],
  ["background", { background: true }],
  ["conversation", { conversation: "conv_1" }],
  ["prompt", { prompt: { id: "pmpt_1" } }],
  ["tool_choice", { tools: [{ type: "web_search" }], tool_choice: { type: "web_search" } }],
];

/** What an upstream was told as its system's or developer's text. */
function systemOf(sent: Json): string {
  if (typeof sent.instructions === "string") return sent.instructions;
  const list = (sent.messages ?? sent.input) as readonly Json[];
  const content = list.find(({ role }) => role === "system" || role === "developer")?.content;
  if (!Array.isArray(content)) return String(content);
  return content.map((part) => (isObject(part) ? String(part.text) : "")).join("");
}
