import { nodeAt } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Node } from "../document.ts";
import { walk } from "./walk.ts";

/** A warning for each key that does nothing where it stands. */
export function findNoEffect(root: Node): Diagnostic[] {
  return [...findNoEffectHere(root), ...findDroppedDefaults(root)];
}

const FOR_REQUESTS = new Set([
  "base_url",
  "api_url",
  "origins",
  "api_key",
  "api_keys",
  "organization",
  "project",
  "connect_timeout",
  "headers",
  "ca_file",
  "forward_headers",
  "body",
  "body_from_headers",
  "drop",
]);

const NO_REQUESTS = "The mock answers by itself: it has no address, takes no key and sends nothing.";
/** A subscription only accepts `reasoning_effort`, `verbosity` and `service_tier`. */
export const NOT_OF_LOGINS: ReadonlySet<string> = new Set([
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "seed",
  "presence_penalty",
  "frequency_penalty",
]);
/** Those that the login's own adaption of requests leaves out (`runtime/upstream/codex/adapt/`). */
const FIELDS_NOT_OF_LOGINS: ReadonlySet<string> = new Set([
  "max_tool_calls",
  "top_logprobs",
  "truncation",
  "metadata",
  "user",
  "safety_identifier",
  "prompt_cache_retention",
  "prompt_cache_options",
  "moderation",
  "stream_options",
]);
export const NOT_TAKEN = "A ChatGPT subscription refuses requests with this parameter, so that it is left out of each.";

/**
 * The mock sends no requests, so nothing that shapes a request does anything there; but it can be waited for. To a
 * ChatGPT subscription not all parameters can be sent.
 */
function findNoEffectHere(root: Node): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(root, ({ path, node }) => {
    if (path.length !== 2 || path[0] !== "backends" || node.kind !== "mapping") return path.length < 2;
    const type = node.entries.find(({ key }) => key === "type")?.value;
    if (type?.kind !== "scalar") return false;
    if (type.value === "mock") {
      for (const { key, keySpan } of node.entries) {
        if (!FOR_REQUESTS.has(key)) continue;
        found.push(diagnostic("no-effect-here", keySpan, { key, type: "mock", reason: NO_REQUESTS }));
      }
    } else if (type.value === "openai-codex") {
      found.push(...fieldsOfLogins(node));
      const extra = node.entries.find(({ key }) => key === "extra")?.value;
      for (const { key, keySpan } of extra?.kind === "mapping" ? extra.entries : []) {
        if (!NOT_OF_LOGINS.has(key.replace(/^forced_/, ""))) continue;
        const args = { key: `extra.${key}`, type: "openai-codex", reason: NOT_TAKEN };
        found.push(diagnostic("no-effect-here", keySpan, args));
      }
    }
    return false;
  });
  return found;
}

/** Body fields that a ChatGPT login leaves out again. */
function fieldsOfLogins(backend: Node): Diagnostic[] {
  return ["body", "body_from_headers"].flatMap((place) => {
    const fields = nodeAt(backend, [place]);
    return (fields?.kind === "mapping" ? fields.entries : []).flatMap(({ key, keySpan }) => {
      const args = { key: `${place}.${key}`, type: "openai-codex", reason: NOT_TAKEN };
      const isDropped = FIELDS_NOT_OF_LOGINS.has(key.replace(/\..*/s, ""));
      return isDropped ? [diagnostic("no-effect-here", keySpan, args)] : [];
    });
  });
}

/** Defaults for models of a ChatGPT login: of `backend:model`, and of a bare name that only logins list. */
function findDroppedDefaults(root: Node): Diagnostic[] {
  const backends = nodeAt(root, ["backends"]);
  const defaults = nodeAt(root, ["model_defaults"]);
  if (backends?.kind !== "mapping" || defaults?.kind !== "mapping") return [];
  return defaults.entries.flatMap(({ key: model, value: params }) => {
    const [prefix] = model.split(":", 1);
    const named = backends.entries.filter(({ key }) => key === prefix && model.includes(":"));
    const asked = named.length > 0 ? named : backends.entries.filter(({ value }) => lists(value, model));
    const logins = asked.filter(({ value }) => scalarAt(value, "type") === "openai-codex");
    if (asked.length === 0 || logins.length < asked.length || params.kind !== "mapping") return [];
    return params.entries
      .filter(({ key }) => NOT_OF_LOGINS.has(key))
      .map(({ key, keySpan }) => {
        return diagnostic("no-effect-here", keySpan, { key, type: "openai-codex", reason: NOT_TAKEN });
      });
  });
}

function lists(backend: Node, model: string): boolean {
  const models = nodeAt(backend, ["models"]);
  return models?.kind === "sequence" && models.items.some((item) => item.kind === "scalar" && item.value === model);
}

function scalarAt(node: Node, key: string) {
  const value = nodeAt(node, [key]);
  return value?.kind === "scalar" ? value.value : undefined;
}
