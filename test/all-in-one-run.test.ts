import { describe, expect, it } from "vitest";
import { compile } from "../generator/compile.ts";

async function found(text: string): Promise<string[]> {
  const { diagnostics } = await compile({ file: "config.yaml", text, bundle: false });
  return diagnostics.map(({ code, span }) => `${code} ${span?.line}:${span?.column}`);
}

describe("mistakes in the schema and mistakes in names", () => {
  it("are reported in the same run", async () => {
    const text = [
      "backends:",
      "  openai: { type: openai, modls: [x] }",
      "  local: { type: openai-compatible, base_url: 'htp://x' }",
      "server: { port: '1' }",
      "default_backend: opnai",
      "model_aliases:",
      "  - { pattern: '^(a', replacement: 'opnai:x?temp=1' }",
      "  - { pattern: 7, replacement: 'openai:x' }",
      "  - { pattern: '^b$', replacement: 'openai:\\1' }",
    ].join("\n");
    expect((await found(text)).sort()).toEqual(
      [
        "bad-regexp 7:18",
        "bad-url 3:47",
        "invalid-value 4:17",
        "missing-group 9:44",
        "unknown-backend 5:18",
        "unknown-backend 7:37",
        "unknown-key 2:27",
        "unknown-parameter 7:45",
        "wrong-type 8:16",
      ].sort(),
    );
  });

  it("are not reported as consequences of one another", async () => {
    const text = [
      "backends:",
      "  a.b: { type: mock }",
      "  c: { type: opnai }",
      "  d: { type: openai-compatible }",
      "  e: 7",
      "f: { type: mock }",
      "default_backend: c",
      "force_model: d:x",
      "static_route: e:x",
      "failover_routes: { x: ['f:x', 'c.2:x'] }",
    ].join("\n");
    expect(new Set((await found(text)).map((line) => line.split(" ")[1]))).toEqual(
      new Set(["2:3", "3:14", "4:3", "5:6", "6:1"]),
    );
  });

  it("a config without backends has no unknown backends", async () => {
    expect(await found("default_backend: a\nforce_model: 'b:c'\n")).toEqual(["missing-key 1:1"]);
  });
});
