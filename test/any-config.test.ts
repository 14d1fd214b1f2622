/** No config whatsoever makes the compiler throw, and no diagnostic shows a key. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { emit } from "../generator/5-emit/emit.ts";
import { renderGithub } from "../generator/diagnostics/render-github.ts";
import { renderJson } from "../generator/diagnostics/render-json.ts";
import { compileConfig } from "./resolve/compile-config.ts";
import { validated } from "./support/compiled.ts";

const VALID = `backends:
  openai: { type: openai, api_keys: ["\${A}", "\${B}"], timeout: 30, headers: { X-Team: search }, affinity: session }
  groq:
    type: groq
    extra: { temperature: 0.5 }
    context_windows: { gpt-4o: 8000 }
default_backend: openai
model_aliases:
  - { pattern: "^gpt-(.*)$", replacement: 'groq:gpt-\\1' }
  - { pattern: "^lots$", replacement: "[weight=2]openai:a^[first]b" }
  - { pattern: "^race$", replacement: "openai:a![handicap=0.5,max_context=9]groq:b" }
failover_routes: { a: ["openai:a", "groq:b"], b: { policy: mk, timeout: 9, elements: ["[max_context=5]openai:c"] } }
state: "\${REDIS_URL}"
failure_handling: { max_silent_wait: 3 }
server: { port: 80 }
`;

/** Every finding has a place inside the text, and every way of showing it works. */
function survives(text: string): void {
  const { diagnostics, pretty } = validated(text);
  const lines = text.replace(/^\uFEFF/, "").split("\n").length;
  for (const { span } of diagnostics) {
    expect(span?.line).toBeGreaterThanOrEqual(1);
    expect(span?.line).toBeLessThanOrEqual(lines);
  }
  expect(pretty === "").toBe(diagnostics.length === 0);
  expect(JSON.parse(renderJson(diagnostics))).toHaveLength(diagnostics.length);
  expect(renderGithub(diagnostics).split("\n")).toHaveLength(diagnostics.length + 1);
}

const noise = fc.constantFrom(
  ..."{}[]:,-*&!|>'\"%@`#?\t\n ~\\$<=",
  "\u0000",
  "\ufffd",
  "\u{1f389}",
  "<<",
  "---\n",
  "null",
  "1e999",
  ".nan",
);

/** What means something in a model string or beside one. */
const grammar = fc.constantFrom(...'|^![],=:?&.\\"1ab ', "[first]", "max_context=5", "a^b", "a!b", "*", "\\1");

describe("any config", () => {
  it("that is nearly right", () => {
    const edits = fc.array(fc.tuple(fc.nat(VALID.length), fc.nat(6), noise), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (all) => {
        survives(all.reduce((text, [at, cut, added]) => text.slice(0, at) + added + text.slice(at + cut), VALID));
      }),
      { numRuns: 1500 },
    );
  });

  it("that is nearly right, through every phase up to the module", () => {
    const place = fc.integer({ min: VALID.indexOf("model_aliases"), max: VALID.length });
    const edits = fc.array(fc.tuple(place, fc.nat(1), grammar), { minLength: 1, maxLength: 2 });
    let emitted = 0;
    fc.assert(
      fc.property(edits, (all) => {
        const text = all.reduce(
          (before, [at, cut, added]) => before.slice(0, at) + added + before.slice(at + cut),
          VALID,
        );
        const { ir, diagnostics } = compileConfig(text);
        const wrong = diagnostics.some(({ severity }) => severity === "error");
        expect(ir !== null || wrong).toBe(true);
        if (ir === null || wrong) return;
        expect(emit(ir)).toContain("export const router: CompiledRouter = {");
        emitted += 1;
      }),
      { numRuns: 600 },
    );
    expect(emitted).toBeGreaterThan(5);
  });

  it("that is any text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, fc.string({ maxLength: 5 }))), (parts) => survives(parts.join(""))),
      { numRuns: 1000 },
    );
  });

  it("that is any value under keys that exist", () => {
    const key = fc.constantFrom(
      "backends",
      "openai",
      "type",
      "api_keys",
      "extra",
      "mock",
      "faults",
      "status",
      "elements",
      "affinity",
      "context_windows",
      "state",
      "policy",
      "timeout",
      "failover_routes",
      "failure_handling",
      "context_windows",
      "affinity",
      "state",
      "server",
      "auth",
      "__proto__",
      "",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(key, tie("any")),
        fc.array(tie("any"), { maxLength: 3 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (config) => survives(stringify(config))),
      { numRuns: 1000 },
    );
  });

  it("never shows a key in a message, wherever it is and whatever else is wrong", () => {
    const secret = "hunter2-correct-horse";
    const places = [
      `api_key: ${secret}`,
      `api_key: "${secret}"`,
      `api_keys: [${secret}]`,
      `api_keys:\n      - "\${A}"\n      - ${secret}`,
      `state: redis://:${secret}@cache`,
      `headers: { Authorization: "${secret}" }`,
      `api_key: >-\n      ${secret}`,
    ];
    const broken = ["", "tpye: 3", "timeout: [", "models: 'x", "\tx: 1", "x: y: z", "api_key: *a", "? [a]"];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...broken), fc.boolean(), (place, fault, first) => {
        const lines = first ? [fault, place] : [place, fault];
        const text = `backends:\n  openai:\n    type: openai\n${lines.map((line) => `    ${line}\n`).join("")}`;
        const { diagnostics, pretty } = validated(text);
        expect(diagnostics).not.toEqual([]);
        expect(pretty + renderJson(diagnostics) + renderGithub(diagnostics)).not.toContain("hunter2");
      }),
    );
  });
});
