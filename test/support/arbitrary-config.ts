import fc from "fast-check";

/** A config and model strings that come near its names, its prefixes and its mistakes. */
export interface Probe {
  readonly text: string;
  readonly names: readonly string[];
}

/** Some are words of the emitted module or of JavaScript itself. */
const BACKENDS = ["openai", "open-router", "b2", "azure_eu", "match", "location", "constructor", "to", "x-2", "Route"];
const NAMES = [
  "gpt-4o",
  "gpt-4o-mini",
  "gpt-4",
  "gpt",
  "o1",
  "a/b",
  "a/b:beta",
  "a/c",
  "x.y",
  "toString",
  "é-1",
  "a",
  "$&",
  "`${x}`",
];
const PREFIXES = ["gpt-", "gpt-4", "gp", "a/", "team-1-", "o", "openai:", "b2:gpt", "é", "$", "x."];
const QUERIES = ["", "", "", "?temperature=0", "?temperature=0.5&seed=-7", "?top_p=1", "?service_tier=a%26b"];

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((n) => `m-${n}`) },
);
const query = fc.constantFrom(...QUERIES);

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A pattern and how many groups it has. */
const pattern: fc.Arbitrary<readonly [string, number]> = fc.oneof(
  { weight: 4, arbitrary: name.map((text): [string, number] => [`^${literal(text)}$`, 0]) },
  { weight: 3, arbitrary: fc.constantFrom(...PREFIXES).map((text): [string, number] => [`^${literal(text)}(.*)$`, 1]) },
  { weight: 2, arbitrary: fc.nat(60).map((n): [string, number] => [`^team-${n}-(?P<rest>.*)`, 1]) },
  { weight: 2, arbitrary: fc.nat(60).map((n): [string, number] => [`^team-${n}-(\\d+)$`, 1]) },
  { weight: 1, arbitrary: fc.constantFrom(...PREFIXES).map((text): [string, number] => [literal(text), 0]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<[string, number]>(
      ["^(gpt|o)-?(\\d)?(.*)$", 3],
      ["([^/]+)/(?P<m>.+)", 2],
      ["^(?:a|b)", 0],
      ["^gpt-4(o)?", 1],
      ["(?P<all>.*)o$", 1],
      ["x\\.(y)", 1],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<[string, number]>(["^(.*)$", 1], [".*", 0]) },
);

/** A leaf of a replacement; backends may be prefixes that the config has not, as a group can make any text. */
function leaf(backends: readonly string[], groups: number): fc.Arbitrary<string> {
  const group = fc.nat(groups).map((number) => `\\g<${number}>`);
  const piece = fc.oneof(name, group);
  const route = fc.oneof(
    fc.tuple(fc.constantFrom(...backends), piece, piece).map(([backend, a, b]) => `${backend}:${a}${b}`),
    piece,
    fc.tuple(group, name).map(([a, b]) => `${a}:${b}`),
  );
  return fc.tuple(route, query).map(([text, parameters]) => text + parameters);
}

function alias(backends: readonly string[]) {
  return pattern.chain(([source, groups]) =>
    fc
      .array(leaf(backends, groups), { minLength: 1, maxLength: 3 })
      .map((leaves) => ({ pattern: source, replacement: leaves.join("|") })),
  );
}

function backend(type: string) {
  const models = fc.uniqueArray(name, { maxLength: 45 });
  if (type === "mock") return models.map((list) => ({ type, models: list }));
  const keys = fc.constantFrom<object>(
    {},
    { api_keys: ["${K_1}", "${K_2}"] },
    { api_key: "${K}" },
    { api_keys: "${K_*}" },
  );
  const shared = { type: "openai-compatible", base_url: "https://example.com/v1" };
  return fc.tuple(models, keys).map(([list, extra]) => ({ ...shared, ...extra, models: list }));
}

function config(names: readonly string[], many: boolean) {
  const rows = many ? { minLength: 20, maxLength: 60 } : { maxLength: 6 };
  const element = fc.oneof(
    fc.tuple(fc.constantFrom(...names), name, query).map(([one, model, parameters]) => `${one}:${model}${parameters}`),
    fc.tuple(name, query).map(([model, parameters]) => model + parameters),
  );
  return fc.record({
    backends: fc
      .tuple(...names.map(() => fc.constantFrom("mock", "http").chain(backend)))
      .map((list) => Object.fromEntries(list.map((one, i) => [names[i] ?? "", one]))),
    default_backend: fc.constantFrom(null, ...names),
    failover_routes: fc.dictionary(
      fc.oneof(name, fc.constant("*")),
      fc.array(element, { minLength: 1, maxLength: 4 }),
      {
        maxKeys: 4,
      },
    ),
    model_aliases: fc.array(alias(names), rows),
  });
}

/** What a client might send: the names themselves, and what is almost one. */
function modelName(names: readonly string[]): fc.Arbitrary<string> {
  const base = fc.oneof(
    name,
    fc.tuple(fc.constantFrom(...PREFIXES), name).map((parts) => parts.join("")),
    fc.tuple(fc.nat(60), fc.constantFrom("", "7", "12", "x", "7x")).map(([n, rest]) => `team-${n}-${rest}`),
    fc
      .tuple(
        fc.constantFrom(...names, "nobody"),
        fc.constantFrom("", "", ".1", ".2", ".3", ".01", ".99", ".100", "."),
        name,
      )
      .map(([one, instance, model]) => `${one}${instance}:${model}`),
    fc.string({ unit: fc.constantFrom(..."ago1-:/.*$"), maxLength: 8 }),
  );
  const change = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.slice(1),
    (text: string) => text.slice(0, -1),
    (text: string) => `${text}x`,
    (text: string) => text.toUpperCase(),
    (text: string) => `/${text}`,
  );
  return fc.tuple(base, change).map(([text, changed]) => changed(text));
}

export const probe: fc.Arbitrary<Probe> = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...BACKENDS), { minLength: 1, maxLength: 5 }), fc.boolean())
  .chain(([names, many]) =>
    fc.record({
      text: config(names, many).map((value) => JSON.stringify(value, null, 1)),
      names: fc.array(modelName(names), { minLength: 60, maxLength: 60 }),
    }),
  );
