/** The API's own package, with a backend that keeps nothing. */
import OpenAI, { BadRequestError, NotFoundError } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";

let artifact: RunningArtifact;
let client: OpenAI;

beforeAll(async () => {
  artifact = await startArtifact("backends: { offline: { type: mock } }\n");
  client = new OpenAI({ baseURL: `${artifact.url}/v1`, apiKey: "any", maxRetries: 0 });
});
afterAll(() => artifact?.stop());

const model = "offline:m";

test("a conversation, streamed and not, and all requests about its responses", async () => {
  const first = await client.responses.create({ model, input: "hello" });
  const stream = client.responses.stream({ model, input: "again", previous_response_id: first.id });
  const second = await stream.finalResponse();
  expect(second.previous_response_id).toBe(first.id);
  expect((await client.responses.retrieve(second.id)).output_text).toBe(second.output_text);
  const ids: (string | undefined)[] = [];
  for await (const item of client.responses.inputItems.list(second.id, { limit: 1, order: "asc" })) ids.push(item.id);
  expect(new Set(ids).size).toBe(3);
  expect(ids[1]).toBe(first.output[0]?.id);
  await expect(client.responses.cancel(second.id)).rejects.toThrow(BadRequestError);
  await client.responses.delete(second.id);
  await expect(client.responses.retrieve(second.id)).rejects.toThrow(NotFoundError);
  const gone = client.responses.create({ model, input: "more", previous_response_id: second.id });
  await expect(gone).rejects.toMatchObject({ status: 400, code: "previous_response_not_found" });
});
