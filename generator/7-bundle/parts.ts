import type { Backend, EndpointName, Protocol } from "../../runtime/contract.ts";
import { hasRaces } from "../explain/has-races.ts";
import type { Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { PROTOCOLS } from "./protocols.ts";

/** What an artifact holds beyond what all do. `test/artifact.test.ts` holds it to what is then in the bundle. */
export interface PartsOf {
  readonly kinds: readonly Backend["kind"][];
  readonly endpoints: readonly EndpointName[];
  /** From what clients may speak to what backends speak. */
  readonly translations: readonly Translated[];
  readonly features: readonly FeaturePart[];
}

export interface Translated {
  readonly client: Protocol;
  readonly target: Protocol;
}

/** By the name that the runtime's `Parts` have for it. */
export type FeaturePart =
  | "createConversation"
  | "keepers"
  | "createRace"
  | "foldAnswer"
  | "toldError"
  | "mendStreams"
  | "checkStreams"
  | "createPassthrough"
  | "realtime"
  | "connectState"
  | "openCapture";

/** Those that have frontends. */
const ENDPOINTS: readonly EndpointName[] = [...PROTOCOLS, "embeddings", "completions", "moderations"];

/** Their clients read errors in the form in which the mock writes them. */
const OPENAI: ReadonlySet<string> = new Set(["chat", "responses"]);

/** @param capture whether traffic can be captured, whatever the config says. */
export function partsOf(ir: Ir, capture: boolean): PartsOf {
  const { settings } = ir;
  const backends = ir.backends.map(({ backend }) => backend);
  const served = (name: EndpointName) => settings.endpoints === null || settings.endpoints.includes(name);
  const facts = backends.map(factsOf);
  const races = hasRaces(ir);
  const mends = backends.some(
    ({ kind, protocols }) =>
      kind === "http" && (served("completions") || (served("chat") && protocols.includes("chat"))),
  );
  const present: Readonly<Record<FeaturePart, boolean>> = {
    createConversation: served("responses"),
    keepers: served("responses") && facts.some((each) => each.keepsResponses),
    createRace: races,
    // A race asks for streams to see who is quicker; and some backends give nothing but streams.
    foldAnswer: races || facts.some((each) => each.streamsOnly),
    toldError:
      backends.some(({ kind }) => kind !== "mock") || PROTOCOLS.some((name) => served(name) && !OPENAI.has(name)),
    mendStreams: mends,
    checkStreams: !mends && backends.some(({ kind }) => kind !== "mock"),
    createPassthrough: settings.passthrough,
    realtime: served("realtime") && facts.some((each) => each.realtime),
    connectState: settings.state !== null,
    openCapture: capture || settings.capture.file !== null,
  };
  return {
    kinds: [...new Set(backends.map(({ kind }) => kind))].sort(),
    endpoints: ENDPOINTS.filter(served),
    translations: PROTOCOLS.filter(served).flatMap((client) => translatedFrom(client, backends)),
    features: (Object.keys(present) as FeaturePart[]).filter((feature) => present[feature]),
  };
}

/** A backend that lacks a client's protocol is asked in the first that it has. */
function translatedFrom(client: Protocol, backends: readonly Backend[]): readonly Translated[] {
  const targets = backends.flatMap(({ protocols }) => {
    const [first] = protocols;
    return first === undefined || protocols.some((protocol) => protocol === client) ? [] : [first];
  });
  return [...new Set(targets)].sort().map((target) => ({ client, target }));
}
