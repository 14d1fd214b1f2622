import { nodeAt } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, Node } from "../document.ts";
import { keysOfOtherTypes } from "./keys-of-types.ts";

/** Mistakes that no single value shows: settings that exclude each other, and settings that are missing. */
export function checkCombinations(root: Node): Diagnostic[] {
  const backends = nodeAt(root, ["backends"]);
  if (root.kind !== "mapping" || backends?.kind !== "mapping") return [];
  const named = backends.entries.filter(({ key }) => key !== "default_backend");
  const empty =
    named.length === 0 && backends.entries.length > 0 ? [diagnostic("no-backends", firstOf(root, "backends"), {})] : [];
  const each = [twoUrls, noUrl, originsOfNothing, twoLogins, twoProtocols, keysOfOtherTypes].flatMap((check) =>
    named.flatMap(check),
  );
  return [...empty, ...twoDefaults(root, backends), ...each];
}

function firstOf(node: Node, key: string) {
  return (node.kind === "mapping" && node.entries.find((entry) => entry.key === key)?.keySpan) || node.span;
}

function twoDefaults(root: Node, backends: Node): Diagnostic[] {
  const [outer, inner] = [nodeAt(root, ["default_backend"]), nodeAt(backends, ["default_backend"])];
  if (outer?.kind !== "scalar" || inner?.kind !== "scalar" || outer.value === null || inner.value === null) return [];
  if (outer.value === inner.value) return [];
  const about = "Both say where a bare model name goes, and they name different backends.";
  const args = { key: "backends.default_backend", other: "default_backend", about, hint: "Remove one of the two." };
  return [diagnostic("conflicting-keys", inner.span, args)];
}

function twoUrls({ value }: Entry): Diagnostic[] {
  const [base, api] = [nodeAt(value, ["base_url"]), nodeAt(value, ["api_url"])];
  if (base === undefined || api === undefined) return [];
  const about = "They are two names of the same setting, and only one of them can count.";
  const args = { key: "api_url", other: "base_url", about, hint: "Keep `base_url` and remove `api_url`." };
  return [diagnostic("conflicting-keys", firstOf(value, "api_url"), args)];
}

/** `origins` without a URL that they could be about; a fixed one is found where it is read. */
function originsOfNothing({ key, value }: Entry): Diagnostic[] {
  const urls = [nodeAt(value, ["base_url"]), nodeAt(value, ["api_url"])];
  if (nodeAt(value, ["origins"]) === undefined || urls.some((url) => url !== undefined)) return [];
  const type = nodeAt(value, ["type"]);
  if (type?.kind !== "scalar" || type.value === "mock" || type.value === "openai-codex") return [];
  const about = "`origins` says where a `base_url` with environment variables may lead.";
  const hint = "Write the URL as `${NAME}`, or remove `origins`.";
  const span = firstOf(value, "origins");
  return [diagnostic("missing-key", span, { where: `\`backends.${key}\``, key: "base_url", about, hint })];
}

/** `auth_file: null` is the same as no `auth_file`. */
function twoLogins({ value }: Entry): Diagnostic[] {
  const [one, several] = [nodeAt(value, ["auth_file"]), nodeAt(value, ["auth_files"])];
  if (one === undefined || several === undefined || (one.kind === "scalar" && one.value === null)) return [];
  const about = "Both say where the logins are, and only one of them can count.";
  const args = { key: "auth_file", other: "auth_files", about, hint: "Keep `auth_files`, with every path in it." };
  return [diagnostic("conflicting-keys", firstOf(value, "auth_file"), args)];
}

function twoProtocols({ value }: Entry): Diagnostic[] {
  const [one, several] = [nodeAt(value, ["protocol"]), nodeAt(value, ["protocols"])];
  if (one === undefined || several === undefined) return [];
  const about = "Both say what the upstream speaks, and only one of them can count.";
  const args = { key: "protocol", other: "protocols", about, hint: "Keep `protocols`, with every protocol in it." };
  return [diagnostic("conflicting-keys", firstOf(value, "protocol"), args)];
}

/** `base_url: null` means the type's own URL, which these types do not have. */
function noUrl({ key, keySpan, value }: Entry): Diagnostic[] {
  const type = nodeAt(value, ["type"]);
  if (type?.kind !== "scalar" || (type.value !== "openai-compatible" && type.value !== "azure-openai")) return [];
  const urls = [nodeAt(value, ["base_url"]), nodeAt(value, ["api_url"])].filter((url) => url !== undefined);
  if (urls.length === 0 || urls.some((url) => url.kind !== "scalar" || url.value !== null)) return [];
  const about = `Nothing else says where a backend of the type \`${type.value}\` is.`;
  const hint = "Write the URL that comes before `/chat/completions`.";
  return [diagnostic("missing-key", keySpan, { where: `\`backends.${key}\``, key: "base_url", about, hint })];
}
