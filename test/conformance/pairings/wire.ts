/** The bytes of answers, for clients that are no SDK. */
import { expect, test } from "vitest";
import { post } from "../../support/client.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import { eventsOf } from "./client-driver.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";

export function wire(scene: Scene): void {
  const client = clientOf(scene);
  const ask = (model: string, fields: Json = {}, backend: string | null = scene.backend, query = "") =>
    post(
      `${scene.url}${client.path}${query}`,
      {
        model: backend === null ? model : `${backend}:${model}`,
        stream: scene.streamed,
        ...client.hi,
        ...fields,
      },
      { authorization: "Bearer sk-client" },
    );

  if (scene.backend !== null) {
    test("the other path gives the same answer", async () => {
      const [one, other] = [await ask("text"), await ask("text", {}, scene.backend, "?door=h3")];
      expect(other.status).toBe(200);
      expect(timeless(other.text)).toBe(timeless(one.text));
      expect(Object.keys(other.headers).sort()).toEqual(Object.keys(one.headers).sort());
    });
  }

  if (!scene.streamed) {
    test("a whole answer is JSON", async () => {
      const answer = await ask("text");
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(answer.fields.object).toBe(client.object);
    });

    test("an error has the API's shape", async () => {
      const answer = await ask("error-in-stream");
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(Object.keys(answer.fields.error as Json).sort()).toEqual(["code", "message", "param", "type"]);
    });

    test("an answer that breaks off breaks off, or is an error", async () => {
      const answer = await ask("cut").catch(() => null);
      if (scene.client !== scene.upstream) expect(answer?.fields.error).toBeDefined();
      expect(answer === null || answer.status >= 500).toBe(true);
    });
    return;
  }

  test("the headers of a stream", async () => {
    const answer = await ask("text");
    expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
    expect(answer.headers["content-length"]).toBeUndefined();
  });

  client.stream(ask);

  if (scene.backend === null) return;
  test.each([
    ["error-in-stream", ""],
    ["failed", ""],
    ["cut", ""],
    ["half", ""],
    ["stall", "hasty_"],
  ])("%s: an error event, and no marker of a normal end", async (model, prefix) => {
    const { status, text } = await ask(model, {}, `${prefix}${scene.backend}`);
    if (status !== 200) {
      // The error came in the same read as the first text, so that nothing had been sent yet.
      expect(status).toBeGreaterThanOrEqual(500);
      expect(JSON.parse(text).error.message).toMatch(/./);
      return;
    }
    expect(text.endsWith("\n\n")).toBe(true);
    expect(text).toContain("Hello ");
    expect(text).not.toContain("[DONE]");
    expect(text).not.toContain("response.completed");
    client.mustEndWithError(eventsOf(text));
  });
}

/** Without ids, which differ from request to request. */
function timeless(text: string): string {
  return text
    .replace(/"((chatcmpl-|resp_|msg_)\w+|[\w-]{20,})"/g, '"id"')
    .replace(/"(created_at|completed_at|created)":\d+/g, "");
}
