import type { Outcome } from "../../failure/outcome.ts";
import type { Issuers } from "./issuers.ts";
import { hasOpaque } from "./opaque-path.ts";
import { withReadable } from "./readable-input.ts";

/** 500: an error in a stream has no status. */
const STATUSES: ReadonlySet<number> = new Set([400, 404, 500]);
const WORDS =
  /\bencrypted[ _]content\b|\bItem with id '?rs_[^\s']{0,200}'? not found\b|\brs_[^\s']{1,200}'? of type 'reasoning' was provided without\b/i;
/** Only the start of a long text is read. */
const READ = 4096;

/** For configs in which only one instance makes what others cannot read: nothing needs a mark. */
export const loneIssuer: Issuers = {
  concerns: ({ at, bare }) => bare && hasOpaque(at),
  fieldsFor({ at, fields, endpoint, bare }) {
    const { input } = fields;
    if (!hasOpaque(at) || !Array.isArray(input) || !bare) return { kind: "fields", fields };
    return withReadable(fields, input, { issuer: endpoint.instance.name, bare, plain: true });
  },
  cannotRead,
  mark: (_path, _issuer, events) => events,
};

/** Whether a target has refused a request because of something that it cannot read. */
export function cannotRead(outcome: Outcome): boolean {
  if (outcome.kind !== "status" || !STATUSES.has(outcome.status)) return false;
  return outcome.code === "invalid_encrypted_content" || WORDS.test((outcome.message ?? "").slice(0, READ));
}
