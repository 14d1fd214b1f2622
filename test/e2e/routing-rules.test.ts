import { beforeAll, describe, expect, test } from "vitest";
import type { RunningArtifact } from "../support/artifact.ts";
import { errorOf } from "../support/client.ts";
import { ask, messages, refused, run, start } from "../support/routing.ts";

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
  });

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

  test("a group from an alias inside a client's group is rejected", async () => {
    const answer = await refused(artifact, "pair|openai:c");
    expect(answer.status).toBe(400);
    expect(errorOf(answer).param).toBe("model");
  });
});

describe("without a default backend", () => {
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await start("");
  });

  test("a bare name that is not listed is not found; similar names are suggested", async () => {
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
  });

  test("--default-backend that was not compiled in", async () => {
    const { code, stderr } = await run(routing, ["--default-backend", "nix"]);
    expect(code).toBe(2);
    for (const name of ["nix", "openai", "router", "twin"]) expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("--force-model with a bare name keeps the client's backend and parameters", async () => {
    const artifact = await start(routing, ["--force-model", "forced"]);
    expect((await ask(artifact, "anything")).place).toBe("openai forced");
    expect((await ask(artifact, "mine")).place).toBe("openai forced");
    const { place, received } = await ask(artifact, "router:x?temperature=0.7");
    expect(place).toBe("router forced");
    expect(received.fields.temperature).toBe(0.7);
  });

  test("--force-model with a prefix replaces both, and its parameters replace the client's", async () => {
    const artifact = await start(routing, ["--force-model", "router:forced?temperature=0.1"]);
    const { place, received } = await ask(artifact, "openai:x?temperature=0.7&top_p=0.5");
    expect(place).toBe("router forced");
    expect(received.fields).toEqual({ model: "forced", messages, temperature: 0.1 });
  });

  test("--static-route replaces what names no backend, and its parameters override the client's one by one", async () => {
    const artifact = await start(routing, ["--static-route", "router:fixed?temperature=0.3"]);
    const { place, received } = await ask(artifact, "mine?temperature=0.9&top_p=0.5");
    expect(place).toBe("router fixed");
    expect(received.fields).toMatchObject({ temperature: 0.3, top_p: 0.5 });
    expect((await ask(artifact, "openai:gpt-4o?temperature=0.9")).place).toBe("openai gpt-4o");
  });
});
