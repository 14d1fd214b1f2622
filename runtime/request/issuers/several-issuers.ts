import { findName } from "../../body/scan/find-name.ts";
import type { Issuers } from "./issuers.ts";
import { cannotRead } from "./lone-issuer.ts";
import { MarkedAnswer } from "./marked-answer.ts";
import { hasOpaque, OPAQUE_PATH } from "./opaque-path.ts";
import { withReadable } from "./readable-input.ts";

/** A mark, the id of Turnout's own reasoning, and reasoning in plain text. */
const NEEDLES = ['"turnout:', '"rs_turnout', '"reasoning_text"'].map((text) => Buffer.from(text));

/** OpenAI's servers, which accept no reasoning in plain text. */
const ENCRYPTED_ONLY: ReadonlySet<string> = new Set([
  "openai",
  "openai-responses",
  "azure-openai",
  "openai-codex",
  "xai",
]);

/** For configs in which an item can come back to another instance than the one that made it. */
export const severalIssuers: Issuers = {
  concerns({ at, body, bare }) {
    if (!hasOpaque(at)) return false;
    if (bare || body.kind === "parsed") return true;
    return NEEDLES.some((needle) => findName(body.payload, needle).length > 0);
  },
  fieldsFor({ at, fields, endpoint, bare }) {
    const { input } = fields;
    if (!hasOpaque(at) || !Array.isArray(input)) return { kind: "fields", fields };
    const plain = !ENCRYPTED_ONLY.has(endpoint.backend.type);
    return withReadable(fields, input, { issuer: endpoint.instance.name, bare, plain });
  },
  cannotRead,
  mark: (path, issuer, events) => (path.includes(OPAQUE_PATH) ? new MarkedAnswer(events, issuer) : events),
};
