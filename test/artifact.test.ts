import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, inject, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MOCK = "backends: { offline: { type: mock } }\ndefault_backend: offline\n";
const HTTP = "backends: { openai: { type: openai, models: [gpt-4o] } }\ndefault_backend: openai\n";

const folder = mkdtempSync(join(tmpdir(), "turnout-artifact-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Built {
  readonly place: string;
  readonly server: string;
  readonly sources: readonly string[];
}

const mock = build("mock", MOCK);
const http = build("http", HTTP);
const shared = build("shared", `${HTTP}state: \${REDIS_URL}\n`);
const capturing = build("capturing", `${MOCK}logging: { capture_file: traffic.jsonl }\n`);
const canCapture = build("can-capture", MOCK, "--capture");
const narrow = build("narrow", `${MOCK}endpoints: [chat]\n`);
const everything = build(
  "everything",
  `backends: { openai: { type: openai }, local: { type: ollama }, codex: { type: openai-codex }, offline: { type: mock } }
default_backend: openai
passthrough: true
model_aliases: [{ pattern: "^race$", replacement: "openai:a!local:b" }]
`,
);

function build(name: string, config: string, ...flags: readonly string[]): Built {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "config.yaml"), config);
  execFileSync(process.execPath, [inject("cli"), "build", ...flags], {
    cwd: place,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const read = (file: string) => readFileSync(join(place, "dist", file), "utf8");
  return { place, server: read("server.mjs"), sources: JSON.parse(read("server.mjs.map")).sources };
}

function node(cwd: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: "utf8", env: {} });
}

test("a start waits for no module of Node that takes long to load and that not every server needs", () => {
  const slow = /(?:from|import) ?"node:(?:crypto|tls|https|http2|zlib|dns|worker_threads|child_process)"/;
  expect([mock, http, everything].filter(({ server }) => slow.test(server)).map(({ place }) => place)).toEqual([]);
});

test("a config without the mock has no mock code, one with only the mock no HTTP client", () => {
  const isMock = (source: string) => source.startsWith("runtime/upstream/mock/");
  const isClient = (source: string) => source.startsWith("runtime/upstream/http/");
  expect(mock.sources.filter(isMock).length).toBeGreaterThan(3);
  expect(http.sources.filter(isMock)).toEqual([]);
  expect(http.sources.filter(isClient).length).toBeGreaterThan(3);
  expect(mock.sources.filter(isClient)).toEqual([]);
  // A name of each that minification keeps.
  expect(mock.server).toContain("wordDelay");
  expect(http.server).not.toContain("wordDelay");
  expect(http.server).toContain("HTTP/1.1\\r\\n");
  expect(mock.server).not.toContain("HTTP/1.1\\r\\n");
});

test.each([
  [
    "passthrough and its reader of forms",
    /^runtime\/passthrough\/(?:create-passthrough|form\/form-reader)/,
    { everything },
  ],
  ["the tunnel of realtime sessions", /^runtime\/passthrough\/realtime\//, { http, everything }],
  ["races", /^runtime\/request\/race\./, { everything }],
  ["what makes one answer of a stream", /^runtime\/(?:protocols\/fold\/|relay\/fold-)/, { http, everything }],
  [
    "what only upstreams on the wire answer",
    /^runtime\/(?:relay\/wire-answers|failure\/hidden-failure|protocols\/unfold\/)/,
    { http, everything },
  ],
  [
    "errors in the shapes and words of real upstreams",
    /^runtime\/failure\/(?:error-(?:body|status|wordings)|retry-hint|duration)\./,
    { http, everything },
  ],
  ["errors as mocks word them", /^runtime\/failure\/plain-errors\./, { mock, narrow }],
  ["repairs of streams", /^runtime\/(?:relay\/mend-streams|protocols\/chat\/mend\/)/, { http, everything }],
  ["checks of streams", /^runtime\/(?:relay\/check-streams|protocols\/event-check)\./, { http, everything }],
  ["responses that are continued", /^runtime\/conversation\/recall\./, { mock, http, everything }],
  ["those that a backend keeps", /^runtime\/conversation\/keepers\./, { http, everything }],
  ["chat as its clients send it", /^runtime\/protocols\/chat\/(?:decode-request|encode-answer)\//, { everything }],
  ["chat as a target wants it", /^runtime\/protocols\/chat\/encode-request\//, { mock, everything }],
  ["chat as real servers answer it", /^runtime\/protocols\/chat\/decode-answer\/finish\./, { everything }],
  ["chat as mocks answer it", /^runtime\/protocols\/chat\/plain-upstream-codec\./, { mock }],
  ["Responses as clients send them", /^runtime\/protocols\/responses\/decode-request\//, { mock, everything }],
  ["Responses as a target wants them", /^runtime\/protocols\/responses\/encode-request\//, { everything }],
  ["embeddings", /^runtime\/protocols\/endpoints\/embeddings\./, { mock, http, everything }],
  ["chat's own endpoint", /^runtime\/protocols\/chat\/endpoint\./, { mock, http, narrow, everything }],
  ["all of Responses", /^runtime\/protocols\/responses\//, { mock, http, everything }],
])("%s: only where a config uses it", (_, files, expected: Readonly<Record<string, Built>>) => {
  const all = Object.entries({ mock, http, narrow, everything });
  const holding = all.filter(([, { sources }]) => sources.some((source) => files.test(source))).map(([name]) => name);
  expect(holding.sort()).toEqual(Object.keys(expected).sort());
});

test("streams that never need repairs are only checked", () => {
  const { sources } = build("codex", "backends: { codex: { type: openai-codex } }\ndefault_backend: codex\n");
  expect(sources).toContain("runtime/relay/check-streams.js");
  expect(sources.filter((source) => /^runtime\/(?:relay\/mend-streams|protocols\/chat\/mend\/)/.test(source))).toEqual(
    [],
  );
});

test("--about says what is compiled in", () => {
  const about = ({ place }: Built) => JSON.parse(node(place, "dist/server.mjs", "--about")).features;
  const words = [
    "responses-to-chat",
    "chat-to-responses",
    "conversations",
    "passthrough",
    "realtime",
    "parallel-groups",
  ];
  const of = (one: Built) => words.filter((word) => about(one).includes(word));
  expect(of(mock)).toEqual(["responses-to-chat", "conversations"]);
  expect(of(http)).toEqual(["conversations", "realtime"]);
  expect(of(narrow)).toEqual([]);
  expect(of(everything)).toEqual(words);
});

test("a flag cannot ask for a race that is not compiled in", () => {
  const check = ({ place }: Built) => {
    const args = ["dist/server.mjs", "--force-model", "openai:a!openai:b", "--check-env"];
    return spawnSync(process.execPath, args, { cwd: place, encoding: "utf8", env: { OPENAI_API_KEY: "sk" } });
  };
  expect(check(http)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("A!B is not compiled into this server"),
  });
  expect(check(everything).stderr).not.toContain("A!B");
});

test("shared state and capture are included only if the config or the build asks for them", () => {
  const isState = (source: string) => source.startsWith("runtime/state/");
  const isClient = (source: string) => /^node_modules\/[^/]*redis/.test(source);
  const isCapture = (source: string) => source.startsWith("runtime/observe/capture/");
  for (const { sources } of [mock, http, capturing, canCapture]) {
    expect(sources.filter((source) => isState(source) || isClient(source))).toEqual([]);
  }
  for (const { sources } of [mock, http, shared]) expect(sources.filter(isCapture)).toEqual([]);
  expect(shared.sources.filter(isState).length).toBeGreaterThan(3);
  expect(shared.sources.filter(isClient).length).toBeGreaterThan(3);
  for (const { sources } of [capturing, canCapture]) expect(sources.filter(isCapture).length).toBeGreaterThan(3);
  expect(canCapture.sources).toEqual(capturing.sources);
});

test("a server with capture accepts --capture-file, another one explains why not", () => {
  const check = ({ place }: Built) => {
    const args = ["dist/server.mjs", "--capture-file", "x.jsonl", "--check-env"];
    return spawnSync(process.execPath, args, { cwd: place, encoding: "utf8", env: {} });
  };
  expect(check(canCapture)).toMatchObject({ status: 0, stderr: "" });
  expect(check(mock)).toMatchObject({ status: 2, stderr: expect.stringContaining("--capture-file") });
});

test("the artifact contains nothing of the compiler", () => {
  for (const { sources } of [mock, http, shared, capturing]) {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((source) => /^(?:generator|schema)\/|ts-morph|ajv|node_modules\/yaml/.test(source))).toEqual(
      [],
    );
  }
});

test("features that the config does not use are absent from routes.ts", () => {
  const routes = readFileSync(join(mock.place, "dist", "routes.ts"), "utf8");
  expect(routes).toContain("export type AliasName = never;");
  for (const word of [
    "switch (name) {",
    "startsWith",
    "new Map",
    "failover(",
    "rotation(",
    "withParams(",
    "HttpBackend",
  ]) {
    expect(routes).not.toContain(word);
  }
});

test.each([
  ["an HTTP backend", http],
  ["shared state", shared],
  ["capture", capturing],
])("with %s it runs in an empty folder, and imports only what Node has", (name, { place, server }) => {
  const empty = join(folder, `empty ${name}`);
  mkdirSync(empty);
  copyFileSync(join(place, "dist", "server.mjs"), join(empty, "server.mjs"));
  expect(node(empty, "server.mjs", "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
  const imported = [...server.matchAll(/\bfrom"([^":][^"]*)"|\bimport"([^"]+)"|\b\w*require\w*\(["`]([^"`]+)["`]\)/g)];
  const names = imported.map(([, ...parts]) => parts.find((part) => part !== undefined) ?? "");
  expect(names.length).toBeGreaterThan(3);
  // Before the check of the version nothing fails to link.
  expect(server).toMatch(/^class NeedsNode20\{static\{\}\}\{/);
  expect(server).not.toMatch(/\bimport\{/);
  expect(names.filter((one) => !builtinModules.includes(one.replace(/^node:/, "").split("?")[0] ?? ""))).toEqual([]);
});

test("--about prints the manifest, without the artifact's own hash, and the manifest is correct", () => {
  const { artifact, ...facts } = JSON.parse(readFileSync(join(http.place, "dist", "manifest.json"), "utf8"));
  expect(JSON.parse(node(http.place, "dist/server.mjs", "--about"))).toEqual(facts);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(artifact).toEqual({ file: "server.mjs", sha256: sha256(http.server), bytes: Buffer.byteLength(http.server) });
  expect(facts).toMatchObject({
    config: { file: "config.yaml", sha256: sha256(HTTP) },
    default_backend: "openai",
    backends: [{ name: "openai", type: "openai", protocols: ["chat", "responses"], origin: "https://api.openai.com" }],
    environment: [{ name: "OPENAI_API_KEY", at: "config.yaml:1", required: true }],
  });
  const packages = new Set(http.sources.flatMap((source) => /^node_modules\/([^/]+)/.exec(source)?.[1] ?? []));
  const licences: readonly { readonly name: string; readonly license: string }[] = facts.licenses;
  expect(licences.map(({ name }) => name)).toEqual([...packages].sort());
  expect(licences.filter(({ license }) => license !== "MIT")).toEqual([]);
});

test("the manifest names each feature, and the licence of each package, of a config that uses them", () => {
  const features = [
    "weighted-groups",
    "parallel-groups",
    "max-context",
    "session-affinity",
    "stream-recovery",
    "circuit-breaker",
    "shared-state",
    "capture",
  ];
  const about = ({ place }: Built) => JSON.parse(readFileSync(join(place, "dist", "manifest.json"), "utf8"));
  const of = (one: Built) => features.filter((feature) => about(one).features.includes(feature));
  expect(of(mock)).toEqual(["circuit-breaker"]);
  expect(of(canCapture)).toEqual(["circuit-breaker", "capture"]);
  expect(of(capturing)).toEqual(["circuit-breaker", "capture"]);
  expect(of(shared)).toEqual(["circuit-breaker", "shared-state"]);
  expect(about(shared).environment.map(({ name }: { readonly name: string }) => name)).toContain("REDIS_URL");
  const packages = new Set(
    shared.sources.flatMap((source) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
  );
  const licenses: readonly { readonly name: string }[] = about(shared).licenses;
  expect(licenses.map(({ name }) => name)).toEqual([...packages].sort());
  const all = build(
    "all",
    `${MOCK}affinity: session
resilience: { circuit_breaker: { enabled: false } }
model_aliases:
  - { pattern: "^lots$", replacement: "a^b" }
  - { pattern: "^race$", replacement: "a![max_context=5]b" }
failover_routes:
  held: { elements: [a, b], stream_recovery: hold }
`,
  );
  expect(of(all)).toEqual(features.slice(0, 5));
});

test("the same config gives the same bytes, from any folder", () => {
  const again = build("another/folder".replace("/", "-"), HTTP);
  const files = readdirSync(join(http.place, "dist")).sort();
  expect(files).toEqual(["manifest.json", "routes.ts", "server.mjs", "server.mjs.map"]);
  for (const file of files) {
    const [one, two] = [http, again].map(({ place }) => readFileSync(join(place, "dist", file)));
    expect(two?.equals(one ?? Buffer.alloc(0)), file).toBe(true);
  }
});

test("no file contains a path of the machine that built it", () => {
  for (const file of readdirSync(join(http.place, "dist"))) {
    const text = readFileSync(join(http.place, "dist", file), "utf8");
    for (const path of [ROOT, folder, tmpdir() + "/turnout", "file://"])
      expect(text.includes(path), `${file}: ${path}`).toBe(false);
  }
  for (const source of http.sources)
    expect(source).toMatch(/^(?:node_modules|runtime)\/|^(?:routes|entry)\.ts$|^srvx$/);
});

test("the source map leads back to the source", () => {
  const text = readFileSync(join(http.place, "dist", "server.mjs.map"), "utf8");
  const { sources, sourcesContent, mappings } = JSON.parse(text);
  expect(http.server).toMatch(/\n\/\/# sourceMappingURL=server\.mjs\.map\n?$/);
  expect(sourcesContent).toHaveLength(sources.length);
  expect(sourcesContent[sources.indexOf("routes.ts")]).toBe(
    readFileSync(join(http.place, "dist", "routes.ts"), "utf8"),
  );
  expect(mappings.length).toBeGreaterThan(10_000);
  // The first line looks at the version of Node, and comes from no source.
  expect(mappings).toMatch(/^;[^;]/);
});
