import type { CodexBackend } from "../../../contract/codex-backend.ts";
import { isObject, type JsonObject } from "../../../protocols/json/json-object.ts";
import type { Adapt } from "../../../wire/adapt.ts";
import { effortInstead } from "./efforts.ts";
import { codexHeaders } from "./headers.ts";
import { adaptInput } from "./input.ts";
import { supportedFields, unsupportedError } from "./parameters.ts";

const ENCRYPTED = "reasoning.encrypted_content";
/** Compacts a conversation, and answers in one piece. */
export const COMPACT_PATH = "/responses/compact";
/** The backend rejects requests without instructions. */
const INSTRUCTIONS = "You are a helpful assistant.";

/**
 * Adapts a Responses request to `chatgpt.com/backend-api/codex`, as the Codex CLI sends it: nothing is stored, everything is
 * streamed, and reasoning is returned encrypted, so that the next request can include it.
 * @param own the config's extra headers, alternating names and values
 */
export function createAdapt(backend: CodexBackend, own: readonly string[]): Adapt {
  const names = new Set(own.filter((_, index) => index % 2 === 0));
  const usual = isBlank(backend.instructions) ? INSTRUCTIONS : backend.instructions;
  return ({ fields: given, model, path, headers, session }) => {
    const refused = unsupportedError(given);
    if (refused !== null) return { refused };
    const { fields, warnings } = supportedFields(given);
    const says = isBlank(fields.instructions) ? null : fields.instructions;
    const { input, instructions, warnings: ofInput } = adaptInput(fields.input, says === null);
    const { reasoning, warning } = adaptReasoning(fields.reasoning, model);
    const cacheKey = isBlank(fields.prompt_cache_key) ? session : fields.prompt_cache_key;
    const { include, store: _, stream: __, ...others } = fields;
    const answer = path === COMPACT_PATH ? null : { include: includeOf(include), store: false, stream: true };
    return {
      fields: {
        ...others,
        instructions: says ?? instructions ?? usual,
        input,
        ...(reasoning !== undefined && { reasoning }),
        ...(cacheKey !== null && { prompt_cache_key: cacheKey }),
        ...answer,
      },
      headers: codexHeaders(headers, session ?? textOr(fields.prompt_cache_key), names, answer === null),
      warnings: warning === null ? [...warnings, ...ofInput] : [...warnings, ...ofInput, warning],
    };
  };
}

function adaptReasoning(
  given: unknown,
  model: string,
): { readonly reasoning: unknown; readonly warning: string | null } {
  if (!isObject(given)) return { reasoning: given, warning: null };
  const { effort } = given as JsonObject;
  const instead = effortInstead(model, effort);
  if (instead === null) return { reasoning: given, warning: null };
  const warning = `reasoning_effort ${String(effort)}: ${model} does not have it, ${instead} is sent`;
  return { reasoning: { ...given, effort: instead }, warning };
}

function includeOf(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) return [ENCRYPTED];
  return given.includes(ENCRYPTED) ? given : [...given, ENCRYPTED];
}

function isBlank(value: unknown): value is null | undefined | "" {
  return typeof value !== "string" || value.trim() === "";
}

function textOr(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
