import type { Backend } from "../../runtime/contract/backend.ts";
import type { Ir } from "../ir.ts";
import { factsOf, KIND_NAMES, KINDS } from "../kinds/kinds.ts";
import type { FeaturePart, PartsOf } from "./parts.ts";

/** What a config uses, in fixed words. */
export function features(ir: Ir, parts: PartsOf): readonly string[] {
  const { settings, aliases, failoverRoutes, forceModel, staticRoute } = ir;
  const backends = ir.backends.map(({ backend }) => backend);
  const selectors = [forceModel, staticRoute].flatMap((located) => located?.selector ?? []);
  const kinds = [...aliases, ...selectors].map(({ kind }) => kind);
  const windows = [
    ...aliases.flatMap(({ leaves }) => leaves.map(({ annotations }) => annotations)),
    ...failoverRoutes.flatMap(({ elements }) => elements.map(({ annotations }) => annotations)),
    ...selectors.flatMap(({ branches }) => branches),
  ].filter((annotations) => annotations.max_context !== undefined);
  /** The settings of backends, and of routes that override them. */
  const saying = [...backends, ...failoverRoutes.flatMap(({ rules }) => rules ?? [])];
  const has = (feature: FeaturePart) => parts.features.includes(feature);
  const present: readonly (readonly [string, boolean])[] = [
    ...KIND_NAMES.map((name) => [KINDS[name].feature, backends.some(({ kind }) => kind === name)] as const),
    ["responses", backends.some(({ protocols }) => protocols.some((protocol) => protocol === "responses"))],
    ["chosen-endpoints", settings.endpoints !== null],
    ...parts.translations.map(({ client, target }) => [`${client}-to-${target}`, true] as const),
    ["fields-from-headers", has("headerFields")],
    ["conversations", has("createConversation")],
    ["passthrough", has("createPassthrough")],
    ["realtime", has("realtime")],
    ["force-model", forceModel !== null],
    ["static-route", staticRoute !== null],
    ["model-aliases", aliases.length > 0],
    ["failover-routes", failoverRoutes.length > 0],
    ["weighted-groups", kinds.includes("weighted")],
    ["parallel-groups", kinds.includes("parallel")],
    [
      "max-context",
      windows.length > 0 || backends.some(({ contextWindows }) => Object.keys(contextWindows).length > 0),
    ],
    ["model-lists", ir.backends.some(({ models }) => models.length > 0)],
    ["key-rotation", backends.some(rotates)],
    ["session-affinity", saying.some(({ affinity }) => affinity === "session")],
    ["stream-recovery", saying.some(({ streamRecovery }) => streamRecovery === "hold")],
    ["circuit-breaker", settings.breaker.enabled],
    ["shared-state", has("connectState")],
    ["auth", settings.auth.enabled],
    ["capture", has("openCapture")],
    ["workers", has("startInWorkers")],
  ];
  return present.flatMap(([name, is]) => (is ? [name] : []));
}

function rotates(backend: Backend): boolean {
  const { instances } = factsOf(backend);
  return instances.kind === "open" || instances.count > 1;
}
