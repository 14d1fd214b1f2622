import { beforeAll, describe, expect, test } from "vitest";
import type { RunningArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { ask, messages, refused, start, upstream } from "../support/routing.ts";
import type { Received } from "../support/upstream.ts";

describe("the model string", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("default_backend: openai");
  });

  test.each([
    ["openai:gpt-4o", "openai gpt-4o"],
    ["gpt-4o", "openai gpt-4o"],
    ["anything-else", "openai anything-else"],
    ["openai:not-listed", "openai not-listed"],
    ["vendor/model", "openai vendor/model"],
    ["vendor/model:variant", "openai vendor/model:variant"],
    ["vendor/listed", "router vendor/listed"],
    ["router:a/b:beta", "router a/b:beta"],
    ["router:a/b:beta?temperature=0.5", "router a/b:beta"],
    ["openai:ft:gpt-4o:acme::abc", "openai ft:gpt-4o:acme::abc"],
    ["openai:modèle-✓-😀", "openai modèle-✓-😀"],
    ["ft:gpt-4o:acme::abc", "openai ft:gpt-4o:acme::abc"],
    ["us.vendor.model-v1:0", "openai us.vendor.model-v1:0"],
    ["arn:cloud:model/m:1", "openai arn:cloud:model/m:1"],
    ['openai:quo"te', 'openai quo"te'],
  ])("%s goes to %s", async (model, place) => {
    expect((await ask(artifact, model)).place).toBe(place);
  });

  test("the path is the backend's own, without the prefix and the query", async () => {
    const { received } = await ask(artifact, "router:x?temperature=0.5");
    expect(received.url).toBe("/router/v1/chat/completions");
    expect(received.body.toString()).not.toMatch(/router|\?|temperature=/);
  });

  test("apart from the model, every byte of the body is the client's", async () => {
    const body = `{ "a" : 1.50,\n\t"model" :"router:m" , "messages":[{"role":"user","content":"\\u00e9 \\/ é"}],"z":1e2 }`;
    await send(`${artifact.url}/v1/chat/completions`, { body });
    expect((await upstream.next()).body.toString()).toBe(body.replace("router:m", "m"));
  });

  test("credentials and extra headers are the backend's", async () => {
    const { received } = await ask(artifact, "openai:gpt-4o");
    expect(received.headers).toMatchObject({
      authorization: "Bearer sk-openai",
      "openai-organization": "org-test",
      "openai-project": "proj-test",
      "x-team": "search",
    });
    expect((await ask(artifact, "router:m")).received.headers.authorization).toBe("Bearer sk-router");
    const azure = (await ask(artifact, "azure:m")).received;
    expect(azure.headers["api-key"]).toBe("sk-router");
    expect(azure.headers.authorization).toBeUndefined();
  });

  test("without /v1 it works the same", async () => {
    const answer = await post(`${artifact.url}/chat/completions`, { model: "router:m", messages });
    expect(answer.status).toBe(200);
    expect((await upstream.next()).url).toBe("/router/v1/chat/completions");
  });

  test("a model that two backends list goes to them in rotation", async () => {
    const places: string[] = [];
    for (let i = 0; i < 4; i += 1) places.push((await ask(artifact, "both")).place);
    const [first, second] = places;
    expect([first, second].sort()).toEqual(["openai both", "router both"]);
    expect(places).toEqual([first, second, first, second]);
  });

  test("every answer names its target and the number of attempts", async () => {
    const { answer } = await ask(artifact, "openai:gpt-4o?temperature=0.5");
    expect(answer.headers["x-turnout-route"]).toBe("openai:gpt-4o");
    expect(answer.headers["x-turnout-attempts"]).toBe("1");
    expect(answer.headers["x-request-id"]).toMatch(/\S{8,}/);
    expect((await ask(artifact, "gpt-4o")).answer.headers["x-request-id"]).not.toBe(answer.headers["x-request-id"]);
  });

  test.each([
    "openai:",
    ":gpt-4o",
    "|",
    "openai:a|",
    "|openai:a",
    "openai:a||router:b",
    "openai:a|router:b^openai:c",
    "openai:a!router:b|openai:c",
    "[weight=0]openai:a^router:b",
    "[weight=1,weight=2]openai:a^router:b",
    "[colour=red]openai:a",
    "[weight=1]openai:a|router:b",
    "?temperature=0.5",
    " ",
  ])("%j is rejected with 400", async (model) => {
    const answer = await refused(artifact, model);
    expect(answer.status, answer.text).toBe(400);
    expect(errorOf(answer)).toMatchObject({ type: "invalid_request_error", param: "model" });
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.headers["x-request-id"]).toMatch(/\S/);
  });

  test.each(["twin.9:m", "openai.7:x", "openai:a|twin.9:b"])("%j is not found", async (model) => {
    const answer = await refused(artifact, model);
    expect(answer.status, answer.text).toBe(404);
    expect(errorOf(answer)).toMatchObject({ code: "model_not_found", param: "model", type: "invalid_request_error" });
  });

  test("names similar to an unknown one are suggested", async () => {
    expect(errorOf(await refused(artifact, "twin.9:m")).message).toContain('"twin"');
  });
});

describe("two keys", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("default_backend: twin");
  });
  const key = ({ headers }: Received) => headers.authorization;

  test("rotate", async () => {
    const seen: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { received, answer } = await ask(artifact, "twin:m");
      seen.push(`${key(received)} ${answer.headers["x-turnout-route"]}`);
    }
    const [first, second] = seen;
    expect([first, second].sort()).toEqual(["Bearer sk-one twin.1:m", "Bearer sk-two twin.2:m"]);
    expect(seen).toEqual([first, second, first, second]);
  });

  test("also for a bare name", async () => {
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 2; i += 1) seen.add(key((await ask(artifact, "bare")).received));
    expect(seen).toEqual(new Set(["Bearer sk-one", "Bearer sk-two"]));
  });

  test("a pinned one is always used", async () => {
    for (let i = 0; i < 3; i += 1) {
      const { received, answer } = await ask(artifact, "twin.2:m");
      expect(key(received)).toBe("Bearer sk-two");
      expect(answer.headers["x-turnout-route"]).toBe("twin.2:m");
    }
  });
});
