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
/** Names in which a colon belongs to the model, unless it stands behind a backend. */
const WITH_COLONS = ["llama3:8b", "ft:gpt-4o:org::id", "x.y:8b", "arn:aws/m:0"];
const PREFIXES = ["gpt-", "gpt-4", "gp", "a/", "team-1-", "o", "openai:", "b2:gpt", "é", "$", "x."];
const QUERIES = ["", "", "", "?temperature=0", "?temperature=0.5&seed=-7", "?top_p=1", "?service_tier=a%26b"];

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((n) => `m-${n}`) },
);
/** What a backend or a failover route may be called for, or a client ask for. */
const exact = fc.oneof({ weight: 6, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom(...WITH_COLONS) });
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
      ["^(.*)-(.*)-(m.*|.)$", 3],
      ["^(?:(gpt|o)|-|(\\w))*", 2],
      ["(?i)GPT-(?:4(o)?-?)+", 1],
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

const WINDOWS = ["", "", "", "[max_context=9000]", "[max_context=400]"];

/** A selector's operator, and what may stand in front of its branches. */
const operator = fc.constantFrom(
  { sign: "|", annotations: WINDOWS },
  { sign: "^", annotations: ["", "[weight=3]", "[weight=2][max_context=700]", "[MAX_CONTEXT=70, weight=5]"] },
  {
    sign: "!",
    annotations: ["", "[handicap=1.5]", "[ttft_timeout=2]", "[handicap=0,ttft_timeout=0.5,max_context=600]"],
  },
);

/** What only one branch may have, or not the first one. */
const SECOND: Readonly<Record<string, string>> = { "^": "[first]", "|": "[on=context+timeout]", "!": "" };

/** One branch or several, under any operator. */
function selector(branch: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const single = fc.tuple(fc.constantFrom(...WINDOWS), branch).map((parts) => parts.join(""));
  const composite = fc
    .tuple(operator, fc.constantFrom("none", "second", "backup", "last"))
    .chain(([{ sign, annotations }, marked]) =>
      fc.array(fc.tuple(fc.constantFrom(...annotations), branch), { minLength: 2, maxLength: 4 }).map((branches) =>
        branches
          .map(([block, text], index) => {
            if (marked === "second" && index === 1) return `${SECOND[sign]}${block}${text}`;
            const isBackup = marked === "backup" ? index === 1 : marked === "last" && index === branches.length - 1;
            if (sign !== "^" || !isBackup) return block + text;
            return (block === "" ? "[backup]" : "[backup,max_context=80][on=timeout]") + text;
          })
          .join(sign),
      ),
    );
  return fc.oneof(single, composite);
}

/** What an alias says of body fields. */
const aliasFields = fc.constantFrom<object>(
  {},
  {},
  {},
  { body: { num_ctx: 4096 }, drop: ["user"] },
  { body: { num_ctx: 1, "a.b": [null] } },
  { body_from_headers: { user: "X-User", "metadata.team": "x-team" } },
);

function alias(backends: readonly string[]) {
  return pattern.chain(([source, groups]) =>
    fc
      .tuple(selector(leaf(backends, groups)), aliasFields)
      .map(([replacement, fields]) => ({ pattern: source, replacement, ...fields })),
  );
}

function backend(type: string): fc.Arbitrary<object> {
  const models = fc.uniqueArray(exact, { maxLength: 45 });
  const windows = fc.constantFrom<object>({}, { "gpt-4o": 8000, "a/b:beta": 1 });
  if (type === "mock") {
    return fc.tuple(models, windows).map(([list, tokens]) => ({ type, models: list, context_windows: tokens }));
  }
  if (type === "openai-codex") {
    const logins = fc.constantFrom<object>({}, { auth_file: "~/a.json" }, { auth_files: ["a.json", "${K}.json"] });
    return fc.tuple(models, logins).map(([list, extra]) => ({ type, ...extra, models: list }));
  }
  const keys = fc.constantFrom<object>(
    {},
    { api_keys: ["${K_1}", "${K_2}"] },
    { api_key: "${K}" },
    { api_keys: "${K_*}" },
  );
  const shared = { type: "openai-compatible", base_url: "https://example.com/v1" };
  return fc.tuple(models, keys).map(([list, extra]) => ({ ...shared, ...extra, models: list }));
}

/** What a failover route says of all its targets. */
const routeRules = fc.constantFrom<object>(
  {},
  {},
  { timeout: 30, first_token_timeout: null },
  {
    connect_timeout: 1.5,
    header_timeout: 3,
    stream_idle_timeout: null,
    stream_end_timeout: 4,
    stream_recovery: "hold",
  },
  { affinity: "session" },
  { body: { num_ctx: 8192, keep_alive: "1h" }, body_from_headers: { user: "x-a" }, drop: ["store"] },
);

function failoverRoute(names: readonly string[]) {
  const element = fc.oneof(
    fc.tuple(fc.constantFrom(...names), name, query).map(([one, model, parameters]) => `${one}:${model}${parameters}`),
    fc.tuple(name, query).map(([model, parameters]) => model + parameters),
  );
  const elements = fc.array(
    fc.tuple(fc.constantFrom(...WINDOWS), element).map((parts) => parts.join("")),
    { minLength: 1, maxLength: 4 },
  );
  const policy = fc.constantFrom("ordered", "round-robin", "round-robin", "k", "m", "km", "mk");
  return fc.oneof(
    elements,
    elements.map((list) => list.map((text, index) => (index === 1 ? `[on=rate_limit]${text}` : text))),
    fc
      .tuple(policy, elements, routeRules)
      .map(([chosen, list, rules]) => ({ policy: chosen, elements: list, ...rules })),
  );
}

function config(names: readonly string[], many: boolean) {
  const rows = many ? { minLength: 20, maxLength: 60 } : { maxLength: 6 };
  const routes = fc.dictionary(fc.oneof(exact, fc.constant("*")), failoverRoute(names), { maxKeys: 5 });
  return fc.record({
    backends: fc
      .tuple(...names.map(() => fc.constantFrom("mock", "http", "http", "openai-codex").chain(backend)))
      .map((list) => Object.fromEntries(list.map((one, i) => [names[i] ?? "", one]))),
    default_backend: fc.constantFrom(null, ...names),
    failover_routes: routes,
    model_aliases: fc.array(alias(names), rows),
  });
}

/** What a client might send: the names themselves, and what is almost one. */
function modelName(names: readonly string[]): fc.Arbitrary<string> {
  const base = fc.oneof(
    exact,
    fc.tuple(fc.constantFrom(...PREFIXES), name).map((parts) => parts.join("")),
    fc.tuple(fc.nat(60), fc.constantFrom("", "7", "12", "x", "7x")).map(([n, rest]) => `team-${n}-${rest}`),
    fc
      .tuple(
        fc.constantFrom(...names, "nobody"),
        fc.constantFrom("", "", ".1", ".2", ".3", ".01", ".99", ".100", ".", ".x"),
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
