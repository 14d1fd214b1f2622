import { hiddenValues } from "../../log/redact.ts";
import { writtenForms } from "../../log/written-forms.ts";
import { type Hidden, hiddenIn } from "./hidden.ts";

/** What replaces a secret in a header. */
export const MASK = "***";

/** What was sent to an upstream and must not come back to a client. */
export interface Masks {
  /** In errors, any value is hidden. */
  readonly inErrors: Hidden;
  /** In other answers, only values that could be nothing but a secret: `ollama` may be a key, and is a word too. */
  readonly inAnswers: Hidden;
  /** Takes and returns alternating names and values. */
  inHeaders(headers: readonly string[]): readonly string[];
}

/** null if there is nothing to hide. */
export function masksFor(sent: readonly string[]): Masks | null {
  const values = hiddenValues([...sent, ...sent.flatMap(insideBasic)]);
  if (values.length === 0) return null;
  const forms = values.flatMap(writtenForms).sort((a, b) => b.length - a.length);
  const shortest = forms.at(-1)?.length ?? 0;
  const inErrors = hiddenIn(values);
  const cores = [...new Set(inErrors.secrets.map(({ core }) => core.toString("latin1")))];
  const contains = (text: string) => text.length >= shortest && cores.some((core) => text.includes(core));
  return {
    inErrors,
    inAnswers: hiddenIn(values.filter(isDistinctive)),
    inHeaders: (headers) =>
      headers.some(contains)
        ? headers.map((text) => forms.reduce((clean, form) => clean.replaceAll(form, MASK), text))
        : headers,
  };
}

const LONG = 16;
const LONGER_THAN_A_WORD = 8;

/** Whether a text that contains it cannot mean anything else. */
function isDistinctive(value: string): boolean {
  return value.length >= LONG || value.startsWith("sk-") || (value.length >= LONGER_THAN_A_WORD && /\d/.test(value));
}

/** A user's name and password, which an upstream may quote after it has decoded them. */
function insideBasic(value: string): readonly string[] {
  const encoded = /^(?:Basic +)?([\w+/-]{8,}={0,2})$/i.exec(value)?.[1];
  const decoded = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const password = /^[\x20-\x7e]*?:([\x20-\x7e]+)$/.exec(decoded)?.[1];
  return password === undefined ? [] : [decoded, password];
}
