/** What the pages in docs/ show must be what a reader gets. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { emit } from "../generator/5-emit/emit.ts";
import { loadRoutes } from "../generator/dev/load-routes.ts";
import { explain } from "../generator/explain/explain.ts";
import { renderExplanation } from "../generator/terminal/render-explanation.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLogger } from "../runtime/log/create-logger.ts";
import { expand } from "../runtime/routing/expand/expand.ts";
import { limitsOf } from "../runtime/routing/limits.ts";
import { helpText } from "../runtime/server/flags/help.ts";
import { targetName } from "../runtime/targets/attempt.ts";
import { prepareEndpoints } from "../runtime/targets/prepared-endpoint.ts";
import { irOf } from "./resolve/compile-config.ts";
import { type RunningArtifact, startArtifact } from "./support/artifact.ts";
import { nowhereDriver } from "./support/capabilities.ts";
import { post, send } from "./support/client.ts";
import { compiled } from "./support/compiled.ts";
import { anchorsOf, blockOf, blocksOf, commandsOf, linksOf, rowsOf } from "./support/markdown.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const pages = readdirSync(`${ROOT}docs`).filter((name) => name.endsWith(".md"));
const page = (name: string): string => readFileSync(`${ROOT}docs/${name}`, "utf8");

interface SchemaNode {
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}
const schema: SchemaNode = JSON.parse(readFileSync(`${ROOT}schema/config.schema.json`, "utf8"));

describe.each(pages)("docs/%s", (name) => {
  const text = page(name);

  it("shows valid configs", async () => {
    for (const block of blocksOf(text).filter(({ info }) => /^yaml\b/.test(info))) {
      const whole = /^backends:/m.test(block.text)
        ? ""
        : "backends: { openai: { type: openai }, default_backend: openai }\n";
      expect((await compiled(whole + block.text)).pretty).toBe("");
    }
  });

  it("has no broken link", () => {
    for (const { path, anchor } of linksOf(text)) {
      const target =
        path === "" ? text : readFileSync(new URL(path, new URL(`../docs/${name}`, import.meta.url)), "utf8");
      if (anchor !== "") expect([...anchorsOf(target)], `${path}#${anchor}`).toContain(anchor);
    }
  });
});

describe("docs/server.md", () => {
  it("shows the server's own help", async () => {
    const config = blockOf(readFileSync(`${ROOT}README.md`, "utf8"), "yaml config.yaml");
    expect(blockOf(page("server.md"), "text help")).toBe(helpText(await loadRoutes(emit(irOf(config)))));
  });
});

describe("docs/codex-cli.md", () => {
  it("has the settings of the example, whose model leads to a backend", () => {
    const settings = blockOf(page("codex-cli.md"), "toml");
    expect(readFileSync(`${ROOT}examples/any-client/README.md`, "utf8")).toContain(settings);
    const ir = irOf(blockOf(page("codex-cli.md"), "yaml"));
    expect(explain(ir, /model = "(\w+)"/.exec(settings)?.[1] ?? "")).toMatchObject({ ok: true });
  });
});

describe("docs/routing-language.md", () => {
  const text = page("routing-language.md");
  const explained = commandsOf(text).filter(({ words }) => words[2] === "explain");

  it("has an example of each operator and each rule", () => {
    const shown = explained.flatMap(({ words }) => words).join(" ");
    for (const model of ["steady", "mixed", "quick", "sized", "gpt-4o-mini", "--json"]) expect(shown).toContain(model);
  });

  test.each(explained)("shows what turnout explain prints: $words", ({ words, output }) => {
    const ir = irOf(blockOf(text, "yaml config.yaml"));
    const explanations = words
      .slice(3)
      .filter((word) => word !== "--json")
      .map((model) => explain(ir, model));
    const printed = words.includes("--json")
      ? `${JSON.stringify(explanations, null, 2)}\n`
      : explanations.map((one) => renderExplanation(one, { colour: false })).join("\n");
    expect(output).toBe(printed);
  });

  test.each(rowsOf(text, "policy"))(
    "shows how the policy %s orders two requests: %s; %s",
    async (named, ...requests) => {
      const order = await ordersOf(/^[a-z-]+/.exec(named)?.[0] ?? "");
      expect(requests).toEqual([order(), order()]);
    },
  );

  it("shows every policy that there is", () => {
    const policies = schema.$defs?.failoverRoute?.properties?.policy?.enum ?? [];
    const shown = rowsOf(text, "policy").map(([named = ""]) => /^[a-z-]+/.exec(named)?.[0]);
    expect(shown.toSorted()).toEqual(policies.toSorted());
  });
});

/** The keys that the next request to a route of this policy would try, in their order. */
async function ordersOf(policy: string): Promise<() => string> {
  const config = `backends:
  openai: { type: openai, api_keys: ["\${K_1}", "\${K_2}"] }
  groq: { type: groq, api_keys: ["\${K_3}", "\${K_4}"] }
failover_routes:
  r: { policy: ${policy}, elements: ["openai:m", "groq:m"] }
`;
  const router = await loadRoutes(emit(irOf(config)));
  const log = createLogger({ level: "silent", secrets: [], clock: systemClock, sink() {} });
  const env = { K_1: "key-1", K_2: "key-2", K_3: "key-3", K_4: "key-4" };
  const context = { env, clock: systemClock, random: () => 0, log };
  const endpoints = prepareEndpoints(router, { http: nowhereDriver, mock: nowhereDriver }, context);
  const zeros = (length: number): number[] => new Array(length).fill(0);
  const counters = { rotations: zeros(router.rotations), keys: zeros(2), spares: zeros(2) };
  const route = router.route("r");
  if (route === null) throw new Error("the route leads nowhere");
  return () => {
    const request = { route, endpoints, defaultBackend: null, counters, random: () => 0, session: null, fits: null };
    const expanded = expand(request);
    if (expanded.kind !== "attempts") throw new Error(expanded.kind);
    return expanded.attempts.map((attempt) => targetName(attempt).replace(":m", "")).join(" ");
  };
}

describe("docs/failure-handling.md", () => {
  const text = page("failure-handling.md");
  let artifact: RunningArtifact;
  let readyz: unknown;

  const ask = async (model: string, fields: object = {}, headers: Record<string, string> = {}) => {
    const messages = [{ role: "user", content: "one two three four" }];
    return post(`${artifact.url}/v1/chat/completions`, { model, messages, ...fields }, headers);
  };

  beforeAll(async () => {
    // A circuit that is open for twenty seconds is nothing to wait for.
    const cooldown = "open_cooldown_seconds: 20";
    const config = blockOf(text, "yaml config.yaml");
    expect(config).toContain(cooldown);
    artifact = await startArtifact(config.replace(cooldown, "open_cooldown_seconds: 2"));
    for (const model of ["chat", "chat", "busy-chat", "locked-chat"]) {
      expect((await ask(model)).headers["x-turnout-route"]).toBe("spare:large");
    }
    readyz = (await send(`${artifact.url}/readyz?verbose`, { method: "GET" })).fields;
  });

  afterAll(() => artifact.stop());

  it("shows what /readyz?verbose says", () => {
    expect(timeless(readyz)).toEqual(timeless(JSON.parse(blockOf(text, "json readyz"))));
  });

  it("shows how a broken stream ends, and that a held one fails over", async () => {
    const cut = await ask("cut:small", { stream: true });
    expect(cut.text.endsWith(`\n\n${blockOf(text, "text error-event")}\n`)).toBe(true);
    for (const held of [
      await ask("held-chat", { stream: true }),
      await ask("cut:small|spare:large", { stream: true }, { "x-turnout-stream-recovery": "hold" }),
    ]) {
      expect(held.headers["x-turnout-route"]).toBe("spare:large");
      expect(held.text).toMatch(/ four"[\s\S]*data: \[DONE\]\n\n$/);
    }
  });

  it("shows lines of the log", async () => {
    const closed = artifact.logged(/circuit_closed/);
    let isClosed = false;
    closed.then(() => {
      isClosed = true;
    });
    while (!isClosed) await ask("chat");
    const shown = blocksOf(text).filter(({ info }) => info === "json log");
    const lines = shown.flatMap((block) => block.text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(8);
    const logged = artifact.stderr().split("\n").map(timelessLine);
    for (const line of lines) expect(logged).toContainEqual(timelessLine(line));
  });

  it("has the time limits of silent targets that the server uses", () => {
    const timeouts = { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 };
    const silence = (seconds: number): number => {
      const budgetLeft = seconds * 1000;
      return (limitsOf({ timeouts, rules: null, legFirstToken: null, hasNext: true, budgetLeft }).header ?? 0) / 1000;
    };
    const [, budget = "", first = "", second = ""] =
      /With (\d+) seconds and three targets that never answer, the first has (\d+)\sseconds, the second (\d+)/.exec(
        text,
      ) ?? [];
    expect(silence(Number(budget))).toBe(Number(first));
    expect(silence(Number(budget) - Number(first))).toBe(Number(second));
    expect(Number(second)).toBeGreaterThan(0);
  });

  it("names every event that it shows", () => {
    const named = rowsOf(text, "event").flatMap(([events = ""]) => events.split(", "));
    for (const [, event] of text.matchAll(/"event":"(\w+)"/g)) expect(named).toContain(event);
  });

  test.each([
    ["failure_handling", "key of `failure_handling`", schema.properties?.failure_handling],
    [
      "circuit_breaker",
      "key of `resilience.circuit_breaker`",
      schema.properties?.resilience?.properties?.circuit_breaker,
    ],
    ["a backend", "key", schema.$defs?.backend],
  ])("has the defaults of %s as the schema has them", (_, head, node) => {
    for (const [key = "", value] of rowsOf(text, head)) {
      expect(value, key).toBe(String(node?.properties?.[key]?.default));
    }
  });
});

/** Without what differs from one run to the next. */
function timeless(value: unknown): unknown {
  const text = JSON.stringify(value, (key, member) => (CHANCE.has(key) ? key : member));
  return JSON.parse(text);
}

const CHANCE: ReadonlySet<string> = new Set(["time", "id", "ms", "seconds", "retry_in"]);

function timelessLine(line: string): unknown {
  return timeless(JSON.parse(line));
}
