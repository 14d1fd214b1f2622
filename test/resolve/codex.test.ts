import { expect, it } from "vitest";
import { features } from "../../generator/7-bundle/features.ts";
import { about } from "../../generator/7-bundle/manifest.ts";
import { partsOf } from "../../generator/7-bundle/parts.ts";
import { explain } from "../../generator/explain/explain.ts";
import type { Ir } from "../../generator/ir.ts";
import { findingsOf, irOf } from "./compile-config.ts";

function codex(ir: Ir) {
  const backend = ir.backends[0]?.backend;
  if (backend?.kind !== "codex") throw new Error("not a codex backend");
  return backend;
}

const TEAM = `backends:
  team: { type: openai-codex, auth_files: ["~/one.json", "\${TWO}", "\${DIR}/three.json"] }
`;

it("uses the Codex CLI's own login file and URLs by default", () => {
  const ir = irOf("backends: { codex: { type: openai-codex } }\n");
  expect(codex(ir)).toMatchObject({
    kind: "codex",
    type: "openai-codex",
    protocols: ["responses"],
    origin: "https://chatgpt.com",
    path: "/backend-api/codex",
    refreshUrl: "https://auth.openai.com/oauth/token",
    authFiles: [{ kind: "usual", at: "config.yaml:1" }],
    headers: [],
    instructions: null,
  });
  expect(ir.environment).toEqual([
    { env: "CODEX_HOME", at: "config.yaml:1", purpose: expect.stringContaining("codex"), required: false },
  ]);
});

it("makes an account of each file, and reads the variables in their paths", () => {
  const ir = irOf(TEAM);
  expect(codex(ir).authFiles).toEqual([
    { kind: "named", path: "~/one.json", at: "config.yaml:2" },
    { kind: "named", path: [{ env: "TWO", at: "config.yaml:2" }], at: "config.yaml:2" },
    { kind: "named", path: [{ env: "DIR", at: "config.yaml:2" }, "/three.json"], at: "config.yaml:2" },
  ]);
  expect(ir.environment.map(({ env, required }) => [env, required])).toEqual([
    ["TWO", true],
    ["DIR", true],
  ]);
});

it("counts the accounts where keys are counted", () => {
  expect(findingsOf(`${TEAM}failover_routes: { x: { policy: k, elements: ["team:m"] } }\n`)).toEqual([]);
  expect(findingsOf(`${TEAM}failover_routes: { x: { policy: k, elements: ["team.2:m"] } }\n`)).toEqual([
    'policy-without-keys@3 "x"',
  ]);
  expect(findingsOf(`${TEAM}force_model: team.4:m\n`)).toEqual(['unknown-instance@3 "4"']);
});

it("shows the attempts by account, each with the API that it goes to", () => {
  const { attempts } = explain(irOf(`${TEAM}default_backend: team\n`), "m");
  expect(attempts.map(({ target, origin }) => [target, origin])).toEqual([
    ["team.1:m", "https://chatgpt.com"],
    ["team.2:m", "https://chatgpt.com"],
    ["team.3:m", "https://chatgpt.com"],
  ]);
});

it("lists the origins that it contacts and the features that it uses", () => {
  const ir = irOf(`${TEAM}  chat: { type: openai }\n`);
  const facts = about({
    ir,
    version: "1.0.0",
    configHash: "0",
    parts: partsOf(ir, { capture: false, workers: false }),
    licenses: [],
  });
  expect(facts.backends).toEqual([
    {
      name: "team",
      type: "openai-codex",
      protocols: ["responses"],
      origin: "https://chatgpt.com",
      refresh_origin: "https://auth.openai.com",
    },
    { name: "chat", type: "openai", protocols: ["chat", "responses"], origin: "https://api.openai.com" },
  ]);
  expect(features(ir, partsOf(ir, { capture: false, workers: false }))).toEqual(
    expect.arrayContaining(["codex-upstream", "responses", "key-rotation"]),
  );
  const groq = irOf("backends: { groq: { type: groq } }\n");
  const plain = features(groq, partsOf(groq, { capture: false, workers: false }));
  for (const word of ["codex-upstream", "responses", "passthrough"]) expect(plain).not.toContain(word);
});
