import type { EndpointName, Protocol } from "../../runtime/contract/protocol.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import { KINDS } from "../kinds/kinds.ts";
import { PLACEHOLDER } from "./bundler.ts";
import type { FeaturePart, PartsOf } from "./parts.ts";
import { type Export, exportsOf, PROTOCOLS } from "./protocols.ts";

export const ENTRY = "turnout:entry.ts";
export const ROUTES = "turnout:routes.ts";

/**
 * Runtime modules are named without a path, because the source map contains the entry's text, and paths differ between
 * machines.
 */
const RUNTIME = "turnout:runtime/";

export const RUNTIME_MODULES = /^turnout:runtime\//;

/** The file of a runtime module that the entry names; null for all other names. */
export function runtimeModule(id: string): string | null {
  return id.startsWith(RUNTIME) ? runtimeFile(id.slice(RUNTIME.length)) : null;
}

/** Features that the entry passes to `main`, by the runtime's name for them. */
const FEATURES: Readonly<Record<FeaturePart, Export>> = {
  createConversation: { name: "createConversation", file: "conversation/create-conversation" },
  keepers: { name: "keepers", file: "conversation/keepers" },
  createRace: { name: "createRace", file: "request/race" },
  toldError: { name: "toldError", file: "relay/told-error" },
  foldAnswer: { name: "foldAnswer", file: "relay/fold-answer" },
  issuers: { name: "severalIssuers", file: "request/issuers/several-issuers" },
  headerFields: { name: "headerFields", file: "body/header-fields" },
  wireAnswers: { name: "wireAnswers", file: "relay/wire-answers" },
  checkStreams: { name: "checkStreams", file: "relay/check-streams" },
  mendStreams: { name: "mendStreams", file: "relay/mend-streams" },
  createPassthrough: { name: "createPassthrough", file: "passthrough/create-passthrough" },
  realtime: { name: "realtime", file: "passthrough/realtime/realtime" },
  createCors: { name: "createCors", file: "clients/cors" },
  connectState: { name: "connectRedis", file: "state/redis/connect-state" },
  openCapture: { name: "openCapture", file: "observe/capture/open-capture" },
  startInWorkers: { name: "startInWorkers", file: "server/start-in-workers" },
  errands: { name: "errands", file: "workers/errands" },
  collectCapture: { name: "collectCapture", file: "observe/capture/collect-capture" },
};

/** Instead, where no item can come back to another instance than the one that made it. */
const LONE_ISSUER: Export = { name: "loneIssuer", file: "request/issuers/lone-issuer" };

/** Instead, where a URL is unusual. */
const ANY_HTTP: Export = { name: "anyHttpDriver", file: "upstream/http/any-driver" };

const endpoint = (name: string, file: string): Export => ({ name, file: `protocols/endpoints/${file}` });

/**
 * What an endpoint has beyond the frontend of its protocol. Images, audio and realtime sessions have none: they are passed
 * through.
 */
const FRONTENDS: Readonly<Partial<Record<EndpointName, readonly Export[]>>> = {
  responses: [endpoint("compact", "responses-tools"), endpoint("inputTokens", "responses-tools")],
  embeddings: [endpoint("embeddings", "embeddings")],
  completions: [endpoint("completions", "completions")],
  moderations: [endpoint("moderations", "moderations")],
};

/** Smaller ones, where no backend speaks the protocol of the clients. */
const TRANSLATED: Readonly<Partial<Record<EndpointName, Export>>> = {
  responses: { name: "translatedResponsesEndpoint", file: "protocols/responses/translated-endpoint" },
};

/** Without what only the answers of real models need. */
const PLAIN_CLIENTS: Readonly<Partial<Record<Protocol, Export>>> = {
  responses: { name: "plainResponsesClient", file: "protocols/responses/plain-client-codec" },
};
const PLAIN_UPSTREAMS: Readonly<Partial<Record<Protocol, Export>>> = {
  chat: { name: "plainChatUpstream", file: "protocols/chat/plain-upstream-codec" },
};

function frontendsOf(name: EndpointName, untranslated: PartsOf["untranslated"]): readonly Export[] {
  const protocol = PROTOCOLS.find((each) => each === name);
  const others = FRONTENDS[name] ?? [];
  if (protocol === undefined) return others;
  const own = untranslated.includes(protocol) ? undefined : TRANSLATED[name];
  return [own ?? exportsOf(protocol).endpoint, ...others];
}

const MAIN: Export = { name: "main", file: "main" };
const TRANSLATION_OF: Export = { name: "translationOf", file: "protocols/translation" };
const SHORT_NAMES: Export = { name: "shortNames", file: "protocols/model/short-names" };

/** Of real upstreams, and of mocks. */
const ANY_ERRORS: Export = { name: "anyErrors", file: "failure/error-reader" };
const PLAIN_ERRORS: Export = { name: "plainErrors", file: "failure/plain-errors" };

/** The artifact's first module: it imports what the config uses, and nothing else. */
export function entryModule(parts: PartsOf): string {
  const { kinds, endpoints, untranslated, translations, features } = parts;
  const featureOf = (name: FeaturePart) => (name === "issuers" && parts.loneIssuer ? LONE_ISSUER : FEATURES[name]);
  const driverOf = (kind: PartsOf["kinds"][number]) =>
    kind === "http" && parts.unusualUrls ? ANY_HTTP : KINDS[kind].driver;
  const frontends = endpoints.flatMap((name) => frontendsOf(name, untranslated));
  const translated = translations.map(({ client, target, mocked }) => ({
    client,
    halves: [
      (mocked ? PLAIN_CLIENTS[client] : undefined) ?? exportsOf(client).client,
      (mocked ? PLAIN_UPSTREAMS[target] : undefined) ?? exportsOf(target).upstream,
    ],
    at: exportsOf(target).endpoint,
  }));
  const onWire = kinds.some((kind) => kind !== "mock");
  const errors = onWire ? ANY_ERRORS : PLAIN_ERRORS;
  const used = [
    MAIN,
    errors,
    ...kinds.map(driverOf),
    ...frontends,
    ...(translated.length === 0 ? [] : [TRANSLATION_OF]),
    // The mock takes names of any length.
    ...(translated.length === 0 || !onWire ? [] : [SHORT_NAMES]),
    ...translated.flatMap(({ halves, at }) => [...halves, at]),
    ...features.map(featureOf),
  ];
  const imports = [...new Set(used.map(importLine)), `import { router } from ${JSON.stringify(ROUTES)};`];
  const routes = translated.map(
    ({ client, halves, at }) =>
      `{ client: "${client}", at: ${at.name}, translation: translationOf(${[...halves.map(({ name }) => name), onWire ? SHORT_NAMES.name : "null"].join(", ")}) }`,
  );
  const members = [
    "router",
    `drivers: { ${kinds.map((kind) => member(kind, driverOf(kind))).join(", ")} }`,
    `frontends: [${frontends.map(({ name }) => name).join(", ")}]`,
    `translations: [${routes.join(", ")}]`,
    member("errors", errors),
    ...features.map((feature) => member(feature, featureOf(feature))),
    `about: ${JSON.stringify(PLACEHOLDER)}`,
  ];
  return `${imports.join("\n")}\n\nmain({\n${members.map((line) => `  ${line},\n`).join("")}});\n`;
}

function member(key: string, { name }: Export): string {
  return key === name ? key : `${key}: ${name}`;
}

function importLine({ name, file }: Export): string {
  return `import { ${name} } from ${JSON.stringify(RUNTIME + file)};`;
}
