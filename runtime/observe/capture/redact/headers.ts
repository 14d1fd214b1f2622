import { REDACTED } from "../../../log/redact.ts";
import { redactText } from "./redaction.ts";
import type { Finder } from "./spans.ts";

/** Headers whose value is always a credential. */
const CREDENTIAL =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|.*api-?key|.*(?:auth|access|session|csrf|xsrf|security|api)-?token|.*(?:secret|password|credential|signature))$/;
/** Query parameters in which some APIs take keys. */
const CREDENTIAL_FIELD =
  /([?&](?:key|api[-_]?key|(?:access|auth|api)?[-_]?token|code|sig|signature|password|secret|x-amz-\w+)=)[^&#]*/gi;

/** Headers as an entry shows them: one that occurs several times has a list. */
export type ShownHeaders = Readonly<Record<string, string | readonly string[]>>;

/** `headers`: alternating names and values. */
export function redactHeaders(headers: readonly string[], secrets: Finder): ShownHeaders {
  const values = new Map<string, string[]>();
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = redactText((headers[i] ?? "").toLowerCase(), secrets);
    const value = CREDENTIAL.test(name) ? REDACTED : redactText(headers[i + 1] ?? "", secrets);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? "") : all]));
}

export function redactPath(path: string, secrets: Finder): string {
  return redactText(path.replace(CREDENTIAL_FIELD, `$1${REDACTED}`), secrets);
}
