import { execFileSync } from "node:child_process";
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

function build(name: string, config: string): Built {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "config.yaml"), config);
  execFileSync(process.execPath, [inject("cli"), "build"], { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
  const read = (file: string) => readFileSync(join(place, "dist", file), "utf8");
  return { place, server: read("server.mjs"), sources: JSON.parse(read("server.mjs.map")).sources };
}

function node(cwd: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: "utf8", env: {} });
}

test("a config without the mock has no mock code, one with only the mock no HTTP client", () => {
  const isMock = (source: string) => source.startsWith("runtime/backends/mock/");
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

test("nothing of the compiler is in it", () => {
  for (const { sources } of [mock, http]) {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((source) => /^(?:generator|schema)\/|ts-morph|ajv|node_modules\/yaml/.test(source))).toEqual(
      [],
    );
  }
});

test("what the config does not have is absent from routes.ts", () => {
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

test("it runs in an empty folder, and imports only what Node has", () => {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  copyFileSync(join(http.place, "dist", "server.mjs"), join(empty, "server.mjs"));
  expect(node(empty, "server.mjs", "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
  const imported = [...http.server.matchAll(/\bfrom"([^"]+)"|\bimport"([^"]+)"/g)].map(([, a, b]) => a ?? b ?? "");
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => !builtinModules.includes(name.replace(/^node:/, "").split("?")[0] ?? ""))).toEqual(
    [],
  );
});

test("--about prints the manifest, but for the artifact's own hash, and the manifest is true", () => {
  const { artifact, ...facts } = JSON.parse(readFileSync(join(http.place, "dist", "manifest.json"), "utf8"));
  expect(JSON.parse(node(http.place, "dist/server.mjs", "--about"))).toEqual(facts);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(artifact).toEqual({ file: "server.mjs", sha256: sha256(http.server), bytes: Buffer.byteLength(http.server) });
  expect(facts).toMatchObject({
    config: { file: "config.yaml", sha256: sha256(HTTP) },
    default_backend: "openai",
    backends: [{ name: "openai", type: "openai", origin: "https://api.openai.com" }],
    environment: [{ name: "OPENAI_API_KEY", at: "config.yaml:1", required: true }],
  });
  const packages = new Set(http.sources.flatMap((source) => /^node_modules\/([^/]+)/.exec(source)?.[1] ?? []));
  const licences: readonly { readonly name: string; readonly license: string }[] = facts.licenses;
  expect(licences.map(({ name }) => name)).toEqual([...packages].sort());
  expect(licences.filter(({ license }) => license !== "MIT")).toEqual([]);
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

test("no file says where it was built", () => {
  for (const file of readdirSync(join(http.place, "dist"))) {
    const text = readFileSync(join(http.place, "dist", file), "utf8");
    for (const path of [ROOT, folder, tmpdir() + "/turnout", "file://"])
      expect(text.includes(path), `${file}: ${path}`).toBe(false);
  }
  for (const source of http.sources) expect(source).toMatch(/^(?:node_modules|runtime)\/|^(?:routes|entry)\.ts$/);
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
});
