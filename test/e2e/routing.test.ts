import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, errorOf, post } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { type Received, type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
const running: RunningArtifact[] = [];

const env = { OPENAI_API_KEY: "sk-openai", ROUTER_KEY: "sk-router", TWIN_1: "sk-one", TWIN_2: "sk-two" };
const config = (url: string, routing: string) => `
backends:
  openai:
    type: openai
    base_url: ${url}/openai/v1
    organization: org-test
    project: proj-test
    headers: { X-Team: search }
    models: [gpt-4o, gpt-4o-mini, both]
  router:
    type: openai-compatible
    base_url: ${url}/router/v1
    api_key: \${ROUTER_KEY}
    models: [both, "vendor/listed"]
  twin:
    type: openai-compatible
    base_url: ${url}/twin/v1
    api_keys: ["\${TWIN_1}", "\${TWIN_2}"]
  azure:
    type: azure-openai
    base_url: ${url}/azure/openai/v1
    api_key: \${ROUTER_KEY}
failure_handling: { retries: 0 }
${routing}
`;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", says("ok"));
});

afterAll(async () => {
  for (const artifact of running) await artifact.stop();
  await upstream.close();
});

beforeEach(() => upstream.reset());

async function start(routing: string, flags: readonly string[] = []): Promise<RunningArtifact> {
  const artifact = await startArtifact(config(upstream.url, routing), { env, flags });
  running.push(artifact);
  return artifact;
}

const messages = [{ role: "user", content: "hi" }];

/** Sends a request for `model` and gives back what came of it on both sides. */
async function ask(artifact: RunningArtifact, model: string, fields: Record<string, unknown> = {}) {
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model, messages, ...fields });
  expect(answer.status, answer.text).toBe(200);
  const received = await upstream.next();
  return { answer, received, place: `${received.url.split("/")[1]} ${received.fields.model}` };
}

async function refused(artifact: RunningArtifact, model: unknown): Promise<Answered> {
  const before = upstream.begun();
  const answer = await post(`${artifact.url}/v1/chat/completions`, { model, messages });
  expect(upstream.begun()).toBe(before);
  return answer;
}

describe("the model string", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("default_backend: openai");
  }, 60_000);

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
    ['openai:quo"te', 'openai quo"te'],
  ])("%s goes to %s", async (model, place) => {
    expect((await ask(artifact, model)).place).toBe(place);
  });

  test("the path is the backend's own, and neither prefix nor query goes up in it", async () => {
    const { received } = await ask(artifact, "router:x?temperature=0.5");
    expect(received.url).toBe("/router/v1/chat/completions");
    expect(received.body.toString()).not.toMatch(/router|\?|temperature=/);
  });

  test("but for the model every byte of the body is the client's", async () => {
    const body = `{ "a" : 1.50,\n\t"model" :"router:m" , "messages":[{"role":"user","content":"\\u00e9 \\/ é"}],"z":1e2 }`;
    const { send } = await import("../support/client.ts");
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

  test("without /v1 it is the same", async () => {
    const answer = await post(`${artifact.url}/chat/completions`, { model: "router:m", messages });
    expect(answer.status).toBe(200);
    expect((await upstream.next()).url).toBe("/router/v1/chat/completions");
  });

  test("a model that two backends list goes to each in turn", async () => {
    const places: string[] = [];
    for (let i = 0; i < 4; i += 1) places.push((await ask(artifact, "both")).place);
    const [first, second] = places;
    expect([first, second].sort()).toEqual(["openai both", "router both"]);
    expect(places).toEqual([first, second, first, second]);
  });

  test("every answer says who answered and after how many attempts", async () => {
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
  ])("%j is refused with 400", async (model) => {
    const answer = await refused(artifact, model);
    expect(answer.status, answer.text).toBe(400);
    expect(errorOf(answer)).toMatchObject({ type: "invalid_request_error", param: "model" });
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.headers["x-request-id"]).toMatch(/\S/);
  });

  test.each(["opnai:gpt-4o", "unknown:x", "twin.9:m", "openai:a|opnai:b"])("%j is not found", async (model) => {
    const answer = await refused(artifact, model);
    expect(answer.status, answer.text).toBe(404);
    expect(errorOf(answer)).toMatchObject({ code: "model_not_found", param: "model", type: "invalid_request_error" });
  });

  test("what is near an unknown name is named", async () => {
    expect(errorOf(await refused(artifact, "opnai:gpt-4o")).message).toContain("openai");
  });
});

describe("two keys", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("default_backend: twin");
  }, 60_000);
  const key = ({ headers }: Received) => headers.authorization;

  test("take turns", async () => {
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

  test("a pinned one stays", async () => {
    for (let i = 0; i < 3; i += 1) {
      const { received, answer } = await ask(artifact, "twin.2:m");
      expect(key(received)).toBe("Bearer sk-two");
      expect(answer.headers["x-turnout-route"]).toBe("twin.2:m");
    }
  });
});

describe("aliases and failover routes", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start(`
default_backend: openai
model_aliases:
  - { pattern: "^gpt-(.*)$", replacement: "router:openai/gpt-\\\\1" }
  - { pattern: "^gpt-never$", replacement: "openai:first-rule-wins" }
  - { pattern: "^cold$", replacement: "router:m?temperature=0&top_p=0.5" }
  - { pattern: "^(?P<who>[a-z]+)-for-\\\\d+$", replacement: "router:\\\\g<who>/\\\\g<1>" }
  - { pattern: "^dollar-(.*)$", replacement: "router:$1-\\\\1" }
  - { pattern: "^part", replacement: "router:whole" }
  - { pattern: "^pair$", replacement: "openai:a|router:b" }
  - { pattern: "^chained$", replacement: "cold" }
failover_routes:
  sturdy: { policy: ordered, elements: ["router:one?temperature=0.2", "openai:two"] }
`);
  }, 60_000);

  test.each([
    ["gpt-4o", "router openai/gpt-4o"],
    ["gpt-never", "router openai/gpt-never"],
    ["gpt-4o?temperature=0.7", "router openai/gpt-4o"],
    ["openai:gpt-4o", "openai gpt-4o"],
    ["my-gpt-4o", "openai my-gpt-4o"],
    ["alice-for-7", "router alice/alice"],
    ["dollar-x", "router $1-x"],
    ["partly", "router whole"],
    ["apart", "openai apart"],
    ["chained", "openai cold"],
    ["pair", "openai a"],
    ["sturdy", "router one"],
  ])("%s goes to %s", async (model, place) => {
    expect((await ask(artifact, model)).place).toBe(place);
  });

  test("a replacement brings parameters, and the client's win over them", async () => {
    expect((await ask(artifact, "cold")).received.fields).toMatchObject({ temperature: 0, top_p: 0.5 });
    const { received } = await ask(artifact, "cold?temperature=0.9");
    expect(received.fields).toMatchObject({ temperature: 0.9, top_p: 0.5 });
  });

  test("an element of a failover route brings parameters", async () => {
    expect((await ask(artifact, "sturdy")).received.fields.temperature).toBe(0.2);
  });

  test("a group from an alias inside a client's group is refused", async () => {
    const answer = await refused(artifact, "pair|openai:c");
    expect(answer.status).toBe(400);
    expect(errorOf(answer).param).toBe("model");
  });
});

describe("without a default backend", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("");
  }, 60_000);

  test("a bare name that none lists is not found, and the near ones are named", async () => {
    const answer = await refused(artifact, "gpt-4p");
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toMatchObject({ code: "model_not_found", param: "model" });
    expect(errorOf(answer).message).toContain("gpt-4o");
  });

  test("a listed one is found", async () => {
    expect((await ask(artifact, "gpt-4o-mini")).place).toBe("openai gpt-4o-mini");
  });
});

describe("flags of the server", () => {
  const routing = `
default_backend: openai
model_aliases: [{ pattern: "^mine$", replacement: "router:aliased" }]
`;

  test("--default-backend", async () => {
    const artifact = await start(routing, ["--default-backend", "router"]);
    expect((await ask(artifact, "anything")).place).toBe("router anything");
    expect((await ask(artifact, "openai:gpt-4o")).place).toBe("openai gpt-4o");
  }, 60_000);

  test("--default-backend that was not compiled in", async () => {
    const { runArtifact } = await import("../support/artifact.ts");
    const { code, stderr } = await runArtifact(config(upstream.url, routing), {
      env,
      flags: ["--default-backend", "nix"],
    });
    expect(code).toBe(2);
    for (const name of ["nix", "openai", "router", "twin"]) expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/^\s+at /m);
  }, 60_000);

  test("--force-model with a bare name keeps the client's backend and parameters", async () => {
    const artifact = await start(routing, ["--force-model", "forced"]);
    expect((await ask(artifact, "anything")).place).toBe("openai forced");
    expect((await ask(artifact, "mine")).place).toBe("openai forced");
    const { place, received } = await ask(artifact, "router:x?temperature=0.7");
    expect(place).toBe("router forced");
    expect(received.fields.temperature).toBe(0.7);
  }, 60_000);

  test("--force-model with a prefix replaces both, and its parameters replace the client's", async () => {
    const artifact = await start(routing, ["--force-model", "router:forced?temperature=0.1"]);
    const { place, received } = await ask(artifact, "openai:x?temperature=0.7&top_p=0.5");
    expect(place).toBe("router forced");
    expect(received.fields).toEqual({ model: "forced", messages, temperature: 0.1 });
  }, 60_000);

  test("--static-route takes what names no backend, and its parameters win one by one", async () => {
    const artifact = await start(routing, ["--static-route", "router:fixed?temperature=0.3"]);
    const { place, received } = await ask(artifact, "mine?temperature=0.9&top_p=0.5");
    expect(place).toBe("router fixed");
    expect(received.fields).toMatchObject({ temperature: 0.3, top_p: 0.5 });
    expect((await ask(artifact, "openai:gpt-4o?temperature=0.9")).place).toBe("openai gpt-4o");
  }, 60_000);
});
