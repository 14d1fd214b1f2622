import { expect, test } from "vitest";
import { aliasesFromEnv, aliasFromFlag, type Overrides, overrideTexts } from "../generator/1-load/overrides.ts";
import { compile } from "../generator/compile.ts";

const CONFIG = `backends: { one: { type: mock }, two: { type: mock }, default_backend: one }
model_aliases: [{ pattern: "^fast$", replacement: "one:quick" }]
`;

async function compiled(overrides: Overrides, text = CONFIG) {
  const { ir, diagnostics } = await compile({ file: "config.yaml", text, overrides, bundle: false });
  return {
    ir,
    diagnostics,
    found: diagnostics.map(({ code, span }) => `${code} at ${span?.file}:${span?.line}:${span?.column}`),
  };
}

test("each override replaces the key of the config", async () => {
  const rules = [{ pattern: "^slow$", replacement: "two:heavy" }];
  const { ir, found } = await compiled({
    defaultBackend: "two",
    forceModel: "one:a?seed=1",
    staticRoute: "two:b",
    modelAliases: { source: "--model-alias", rules },
  });
  expect(found).toEqual([]);
  expect(ir?.settings).toMatchObject({ defaultBackend: "two", forceModel: "one:a?seed=1", staticRoute: "two:b" });
  expect(ir?.aliases.map(({ pattern, replacement }) => ({ pattern, replacement }))).toEqual(rules);
});

test("without overrides the config is as it was written", async () => {
  const { ir } = await compiled({});
  expect(ir?.settings).toMatchObject({ defaultBackend: "one", forceModel: null, staticRoute: null });
  expect(ir?.aliases.map(({ pattern }) => pattern)).toEqual(["^fast$"]);
});

test("an empty list of aliases removes those of the config", async () => {
  const { ir } = await compiled({ modelAliases: { source: "MODEL_ALIASES", rules: [] } });
  expect(ir?.aliases).toEqual([]);
});

test("a mistake in an override points to its flag", async () => {
  const { ir, found } = await compiled({
    defaultBackend: "on",
    forceModel: "one:",
    modelAliases: { source: "--model-alias", rules: [{ pattern: "^(", replacement: "one:x" }] },
  });
  expect(ir).toBeNull();
  expect(found.sort()).toEqual([
    "bad-regexp at --model-alias:1:2",
    "bad-selector at --force-model:1:1",
    "unknown-backend at --default-backend:1:1",
  ]);
});

test("a mistake in an override points into its text", async () => {
  const overrides = {
    staticRoute: "one:a|nope:b",
    modelAliases: {
      source: "MODEL_ALIASES",
      rules: [
        { pattern: "^a$", replacement: "one:a" },
        { pattern: "^b(", replacement: "[weight=0]one:a^one:b" },
      ],
    },
  } as const;
  const { found, diagnostics } = await compiled(overrides);
  expect(found.sort()).toEqual([
    "bad-regexp at MODEL_ALIASES:2:3",
    "bad-selector at MODEL_ALIASES:2:6",
    "unknown-backend at --static-route:1:7",
  ]);
  const quoted = diagnostics.map(({ span }) => {
    const text = span === null ? "" : (overrideTexts(overrides).get(span.file) ?? "");
    return text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0));
  });
  expect(quoted.sort()).toEqual(["(", "nope", "weight=0"]);
});

test("a config that is not a mapping is still reported", async () => {
  const { found } = await compiled({ forceModel: "one:a" }, "- just a list\n");
  expect(found).toEqual(["wrong-type at config.yaml:1:1"]);
});

test("the config's hash covers the overrides", async () => {
  const hashes = await Promise.all(
    [{}, { forceModel: "one:a" }, { forceModel: "one:b" }].map(async (overrides) => {
      const { files } = await compile({ file: "config.yaml", text: CONFIG, overrides });
      return JSON.parse(files.find(({ path }) => path === "manifest.json")?.text ?? "{}").config.sha256;
    }),
  );
  expect(new Set(hashes).size).toBe(3);
});

test.each([
  ["^gpt-(.*)$=openai:\\1?seed=1", { pattern: "^gpt-(.*)$", replacement: "openai:\\1?seed=1" }],
  ["^gpt(?=-4)=openai:x", { pattern: "^gpt(?=-4)", replacement: "openai:x" }],
  [".*(?<=o)=openai:x", { pattern: ".*(?<=o)", replacement: "openai:x" }],
  ["no equals sign", null],
  ["=openai:x", null],
  ["^a$=", null],
])("--model-alias %j", (text, expected) => {
  expect(aliasFromFlag(text)).toEqual(expected);
});

test.each([
  ['[{"pattern": "^a$", "replacement": "one:b"}]', [{ pattern: "^a$", replacement: "one:b" }]],
  ["[]", []],
  ["{}", null],
  ["[", null],
  ['[{"pattern": "^a$"}]', null],
  ['[{"pattern": "^a$", "replacement": 1}]', null],
  ['[{"pattern": "^a$", "replacement": "one:b", "extra": 1}]', null],
])("MODEL_ALIASES %j", (text, expected) => {
  expect(aliasesFromEnv(text)).toEqual(expected);
});
