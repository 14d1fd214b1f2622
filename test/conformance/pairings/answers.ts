/** Answers reach the client complete, in every pairing. */
import { expect, test } from "vitest";
import { link, longText, person, refused, said } from "../../support/openai-upstream/scenarios.ts";
import { created } from "../../support/openai-upstream/stamp.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";

const say = "Go on.";

export function answers(scene: Scene): void {
  test("a text, with the upstream's model, time and usage", async () => {
    const answer = await scene.ask({ model: "text", say });
    expect(answer).toMatchObject({
      text: said,
      refusal: null,
      calls: [],
      thoughts: null,
      ended: "stop",
      model: "text-2026-02-02",
      created,
      usage: { input: 25, cached: 8, output: 12, reasoning: 0 },
    });
    expect(answer.id).toMatch(clientOf(scene).ids);
  });

  test("a model without reasoning, which must not be asked for encrypted reasoning", async () => {
    const fields = clientOf(scene).fields.noReasoning;
    expect((await scene.ask({ model: "gpt-4o", say, fields })).text).toBe(said);
  });

  test("a long text", async () => {
    const answer = await scene.ask({ model: "long", say });
    expect(answer.text).toBe(longText);
    expect(answer.usage).toMatchObject({ output: 400 });
  });

  test("a stream cut into pieces at any position", async () => {
    const answer = await scene.ask({ model: "torn", say });
    expect(answer).toMatchObject({ text: said, thoughts: "**Weighing** it up. Then deciding.", ended: "stop" });
  });

  test("an empty text", async () => {
    const answer = await scene.ask({ model: "empty", say });
    expect(answer.text ?? "").toBe("");
    expect([answer.refusal, answer.calls, answer.ended]).toEqual([null, [], "stop"]);
  });

  test("a refusal", async () => {
    const answer = await scene.ask({ model: "refusal", say });
    expect([answer.refusal, answer.text || null, answer.ended]).toEqual([refused, null, "stop"]);
  });

  test("links in a text", async () => {
    const answer = await scene.ask({ model: "links", say });
    expect([answer.text, answer.links]).toEqual(["See it.", [link]]);
  });

  test.each([
    ["length", "This is cut", "length"],
    ["filter", "This is not", "content_filter"],
  ])("an answer that ends by %s", async (model, text, ended) => {
    expect(await scene.ask({ model, say })).toMatchObject({ text, ended });
  });

  test("log probabilities", async () => {
    const answer = await scene.ask({ model: "logprobs", say, logprobs: true });
    expect(answer.logprobs).toEqual([
      { token: "Hel", logprob: -0.25, top: ["Hel", "Jo"] },
      { token: "lo", logprob: -0.25, top: ["lo", "Jo"] },
    ]);
  });

  test("no log probabilities unless requested", async () => {
    expect((await scene.ask({ model: "logprobs", say })).logprobs).toEqual([]);
  });

  test("the usage with cached and reasoning tokens", async () => {
    const { usage } = await scene.ask({ model: "usage", say });
    expect(usage).toEqual({ input: 1000, cached: 640, output: 300, reasoning: 128 });
  });

  test("an answer that follows a schema", async () => {
    const schema = {
      type: "object",
      properties: {
        name: { type: "string" },
        born: { type: "integer" },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["name", "born", "tags"],
      additionalProperties: false,
    };
    const answer = await scene.ask({ model: "structured", say, schema });
    expect(JSON.parse(answer.text ?? "")).toEqual(person);
  });

  test("images and files are passed on", async () => {
    const png = `data:image/png;base64,${"iVBOR".repeat(4000)}`;
    const pdf = "data:application/pdf;base64,JVBERi0=";
    const answer = await scene.ask({
      model: "look",
      say: [
        { kind: "text", text: "What is this?" },
        { kind: "image", url: png, detail: "low" },
        { kind: "image", url: "https://example.com/cat.png" },
        { kind: "file", name: "a.pdf", data: pdf },
      ],
    });
    const seen = JSON.parse(answer.text ?? "");
    expect(seen.images[0]).toEqual({ url: png, detail: "low" });
    expect(seen.images[1]).toMatchObject({ url: "https://example.com/cat.png" });
    expect(["auto", null]).toContain(seen.images[1].detail);
    expect(seen.files).toEqual([{ name: "a.pdf", data: pdf }]);
  });

  test("a conversation of several turns", async () => {
    const first = await scene.ask({ model: "text", say: "One." });
    const second = await scene.ask({ model: "refusal", say: "Two.", after: first });
    const third = await scene.ask({ model: "text", say: "Three.", after: second });
    expect(third.text).toBe(said);
    const sent = JSON.stringify(scene.sent());
    const places = ["One.", "Hello there", "Two.", "I cannot help", "Three."].map((words) => sent.indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("unknown parts do no harm", async () => {
    const answer = await scene.ask({ model: "strange", say });
    expect(answer).toMatchObject({ text: said, thoughts: "**Weighing** it up. Then deciding.", ended: "stop" });
    if (scene.client !== scene.upstream) return;
    expect(JSON.stringify([answer.whole, answer.events])).toContain('"mood":"sunny"');
  });

  if (scene.backend === null) return;
  test("the headers name the target", async () => {
    const { headers } = await scene.ask({ model: "text", say });
    expect(headers.get("x-turnout-route")).toBe(`${scene.backend}:text`);
    expect(headers.get("x-turnout-attempts")).toBe("1");
    expect(headers.get("x-request-id")).toMatch(/./);
    expect(headers.get("x-turnout-warning")).toBeNull();
  });
}
