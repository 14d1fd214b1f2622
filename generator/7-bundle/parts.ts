import type { Backend } from "../../runtime/contract/backend.ts";
import type { FieldRules } from "../../runtime/contract/fields.ts";
import type { EndpointName, Protocol } from "../../runtime/contract/protocol.ts";
import { hasRaces } from "../explain/has-races.ts";
import type { Ir } from "../ir.ts";
import type { BackendFacts } from "../kinds/backend-facts.ts";
import { factsOf } from "../kinds/kinds.ts";
import { PROTOCOLS } from "./protocols.ts";

/** What an artifact holds beyond what all do. `test/artifact.test.ts` holds it to what is then in the bundle. */
export interface PartsOf {
  readonly kinds: readonly Backend["kind"][];
  readonly endpoints: readonly EndpointName[];
  /** Protocols that backends speak with the clients of those endpoints. */
  readonly untranslated: readonly Protocol[];
  /** From what clients may speak to what backends speak. */
  readonly translations: readonly Translated[];
  /** Whether only one instance can make items that others cannot read, and nothing else answers. */
  readonly loneIssuer: boolean;
  /** Whether the URL of a backend depends on the environment, or its paths on a version of Azure's. */
  readonly unusualUrls: boolean;
  readonly features: readonly FeaturePart[];
}

export interface Translated {
  readonly client: Protocol;
  readonly target: Protocol;
  /** Whether only mocks answer through it. */
  readonly mocked: boolean;
}

/** By the name that the runtime's `Parts` have for it. */
export type FeaturePart =
  | "createConversation"
  | "keepers"
  | "createRace"
  | "foldAnswer"
  | "toldError"
  | "issuers"
  | "headerFields"
  | "wireAnswers"
  | "mendStreams"
  | "checkStreams"
  | "createPassthrough"
  | "realtime"
  | "createCors"
  | "connectState"
  | "openCapture"
  | "collectCapture"
  | "errands"
  | "startInWorkers";

/** Those that have frontends. */
const ENDPOINTS: readonly EndpointName[] = [...PROTOCOLS, "embeddings", "completions", "moderations"];

/** Their clients read errors in the form in which the mock writes them. */
const OPENAI: ReadonlySet<string> = new Set(["chat", "responses"]);

/** What an artifact can do whatever its config says. */
export interface AlsoCan {
  /** Capture traffic. */
  readonly capture: boolean;
  /** Run in several processes. */
  readonly workers: boolean;
}

export function partsOf(ir: Ir, also: AlsoCan): PartsOf {
  const { settings } = ir;
  const captures = also.capture || settings.capture.file !== null;
  const works = also.workers || (settings.server.workers ?? 1) !== 1;
  const backends = ir.backends.map(({ backend }) => backend);
  const served = (name: EndpointName) => settings.endpoints === null || settings.endpoints.includes(name);
  const facts = backends.map(factsOf);
  const races = hasRaces(ir);
  const onWire = backends.some(({ kind }) => kind !== "mock");
  const mends = backends.some(
    ({ kind, protocols }) =>
      kind === "http" && (served("completions") || (served("chat") && protocols.includes("chat"))),
  );
  const present: Readonly<Record<FeaturePart, boolean>> = {
    createConversation: served("responses"),
    keepers: served("responses") && facts.some((each) => each.keepsResponses),
    createRace: races,
    // A race asks for streams to see who is quicker; some backends give nothing but streams, others give them unasked.
    foldAnswer: races || onWire,
    toldError: onWire || PROTOCOLS.some((name) => served(name) && !OPENAI.has(name)),
    headerFields: fieldRulesOf(ir).some(({ headers }) => headers !== undefined),
    wireAnswers: onWire,
    issuers: PROTOCOLS.some(served) && backends.some(speaksResponses),
    mendStreams: mends,
    checkStreams: !mends && onWire,
    createPassthrough: settings.passthrough,
    realtime: served("realtime") && facts.some((each) => each.realtime),
    createCors: settings.server.corsOrigins !== undefined,
    connectState: settings.state !== null,
    openCapture: captures,
    startInWorkers: works,
    errands: works && backends.some(({ kind }) => kind === "codex"),
    collectCapture: works && captures,
  };
  return {
    kinds: [...new Set(backends.map(({ kind }) => kind))].sort(),
    endpoints: ENDPOINTS.filter(served),
    untranslated: PROTOCOLS.filter(
      (name) => served(name) && backends.some(({ protocols }) => protocols.some((protocol) => protocol === name)),
    ),
    translations: PROTOCOLS.filter(served).flatMap((client) => translatedFrom(client, backends)),
    unusualUrls: backends.some(
      (each) => each.kind === "http" && (typeof each.origin !== "string" || each.apiVersion !== undefined),
    ),
    loneIssuer: backends.length === 1 && facts.every(isLone),
    features: (Object.keys(present) as FeaturePart[]).filter((feature) => present[feature]),
  };
}

/** Wherever the config has them. */
function fieldRulesOf({ backends, failoverRoutes, aliases }: Ir): readonly FieldRules[] {
  const ofBackends = backends.flatMap(({ backend: { fields, modelFields = {} } }) => [
    fields,
    ...Object.values(modelFields),
  ]);
  const ofRoutes = failoverRoutes.map(({ rules }) => rules?.fields);
  const ofAliases = aliases.flatMap(({ leaves }) => leaves.map(({ fields }) => fields ?? undefined));
  return [...ofBackends, ...ofRoutes, ...ofAliases].filter((each) => each !== undefined);
}

/** A backend that lacks a client's protocol is asked in the first that it has. */
function translatedFrom(client: Protocol, backends: readonly Backend[]): readonly Translated[] {
  const asked = backends.flatMap(({ kind, protocols }) => {
    const [target] = protocols;
    return target === undefined || protocols.some((protocol) => protocol === client) ? [] : [{ kind, target }];
  });
  return [...new Set(asked.map(({ target }) => target))].sort().map((target) => ({
    client,
    target,
    mocked: asked.every((each) => each.target !== target || each.kind === "mock"),
  }));
}

/** Whether it is asked with at most one key. */
function isLone({ instances }: BackendFacts): boolean {
  return instances.kind === "counted" && instances.count < 2;
}

/** The protocol whose answers have items that only their issuer can read. */
function speaksResponses({ protocols }: Backend): boolean {
  return protocols.some((protocol) => protocol === "responses");
}
