import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry } from "../document.ts";

interface Misplaced {
  readonly about: string;
  readonly hint: string;
}

const LOGIN: Misplaced = {
  about: "It logs in to ChatGPT as the Codex CLI does, with no API key: the login is in `auth_file`.",
  hint: "Remove it, and run `codex login` to get the file; an API key goes with `type: openai-responses`.",
};
const CODEX_ONLY: Misplaced = {
  about: "It belongs to the ChatGPT login of the type `openai-codex`.",
  hint: "Remove it, or write `type: openai-codex`.",
};

/** Settings that a ChatGPT login cannot have. */
const OF_KEYS = new Set(["api_key", "api_keys", "organization", "project"]);
const FIXED_URL: Misplaced = {
  about: "A ChatGPT login leads to chatgpt.com, or to the `base_url` that is written out.",
  hint: "Remove it.",
};
const AZURE_ONLY: Misplaced = {
  about: "It is a version of Azure's API.",
  hint: "Remove it, or write `type: azure-openai`.",
};
/** Settings that only a ChatGPT login has. */
const OF_LOGINS = new Set(["auth_file", "auth_files", "instructions_file", "refresh_url"]);

/** Types that take no `protocol`, and what to write instead. */
const SPOKEN: Readonly<Record<string, Misplaced>> = {
  openai: {
    about: "The type itself says that it speaks both chat completions and the Responses API.",
    hint: "Remove it, or write `protocols` with a list of one to use no other.",
  },
  "openai-responses": {
    about: "The type itself says that it speaks the Responses API.",
    hint: "Remove it, or write `type: openai` for chat completions beside it.",
  },
  "openai-codex": {
    about: "The type itself says that it speaks the Responses API.",
    hint: "Remove it.",
  },
  mock: {
    about: "The mock answers by itself, to clients of either protocol.",
    hint: "Remove it.",
  },
};

/** Types whose protocol no config can change. */
const FIXED = new Set(["openai-codex", "mock"]);

/** Keys of a backend that only have a meaning on a backend of another type. */
export function keysOfOtherTypes({ value }: Entry): Diagnostic[] {
  if (value.kind !== "mapping") return [];
  const type = value.entries.find(({ key }) => key === "type")?.value;
  if (type?.kind !== "scalar" || typeof type.value !== "string") return [];
  const name = type.value;
  return value.entries.flatMap(({ key, keySpan }) => {
    const wrong = misplaced(key, name);
    return wrong === null ? [] : [diagnostic("key-of-another-type", keySpan, { key, type: name, ...wrong })];
  });
}

function misplaced(key: string, type: string): Misplaced | null {
  if (key === "protocols") return FIXED.has(type) ? (SPOKEN[type] ?? null) : null;
  if (key === "protocol") return (Object.hasOwn(SPOKEN, type) ? SPOKEN[type] : undefined) ?? null;
  if (key === "api_version") return type === "azure-openai" ? null : AZURE_ONLY;
  if (key === "origins") return type === "openai-codex" ? FIXED_URL : null;
  if (type === "openai-codex") return OF_KEYS.has(key) ? LOGIN : null;
  return OF_LOGINS.has(key) ? CODEX_ONLY : null;
}
