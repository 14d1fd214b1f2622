import { writtenForms } from "../../log/written-forms.ts";

const ASTERISK = 0x2a;
/** A shorter part of a secret is found in too many texts to be worth searching for first. */
const SHORTEST_CORE = 4;

/** A secret in all its forms. `core` is a part of each of them. */
interface Secret {
  readonly core: Buffer;
  readonly forms: readonly Buffer[];
}

/** Secrets to be made unreadable in bytes. */
export interface Hidden {
  readonly secrets: readonly Secret[];
  /** By byte: 1 if it is in a secret, so that bytes that end with it may end within one. */
  readonly inside: Uint8Array;
}

export function hiddenIn(values: readonly string[]): Hidden {
  // Longest first: if one is part of another, the rest of the longer one must not remain.
  const secrets = values.toSorted((a, b) => b.length - a.length).flatMap(secretsOf);
  const inside = new Uint8Array(256);
  for (const { forms } of secrets) for (const form of forms) for (const byte of form) inside[byte] = 1;
  return { secrets, inside };
}

/**
 * Overwrites the secrets in `bytes` with as many asterisks, so that no length that was announced changes.
 * @returns the position from which on the bytes may be the start of a secret; their length if there is none
 */
export function hide({ secrets, inside }: Hidden, bytes: Buffer): number {
  let unfinished = bytes.length;
  // Most answers and events end with a bracket or a line break, which no key contains.
  const mayGoOn = inside[bytes[bytes.length - 1] ?? 0] === 1;
  for (const { core, forms } of secrets) {
    if (bytes.includes(core)) for (const form of forms) overwrite(bytes, form);
    if (mayGoOn) for (const form of forms) unfinished = Math.min(unfinished, startOf(form, bytes));
  }
  return unfinished;
}

function overwrite(bytes: Buffer, form: Buffer): void {
  for (let at = bytes.indexOf(form); at >= 0; at = bytes.indexOf(form, at + form.length)) {
    bytes.fill(ASTERISK, at, at + form.length);
  }
}

/** Where the end of the bytes may be the start of a form; their length if nowhere. */
function startOf(form: Buffer, bytes: Buffer): number {
  const first = form[0] ?? 0;
  let at = bytes.indexOf(first, Math.max(0, bytes.length - form.length + 1));
  while (at >= 0) {
    if (bytes.compare(form, 0, bytes.length - at, at) === 0) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return bytes.length;
}

/** Serialisers leave letters, digits and some marks as they are: the longest run of these is in every form. */
function secretsOf(value: string): readonly Secret[] {
  const runs = value.match(/[\w.~-]+/g) ?? [];
  const core = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
  // Headers are sent in Latin-1; what reads them may take them for that, or for UTF-8.
  const written = writtenForms(value).flatMap((form) => [Buffer.from(form), Buffer.from(form, "latin1")]);
  const forms = distinct(written).sort((a, b) => b.length - a.length);
  if (core.length >= SHORTEST_CORE) return [{ core: Buffer.from(rarestEnd(core)), forms }];
  return forms.map((form) => ({ core: form, forms: [form] }));
}

/** How many bytes of a core are searched for at least. */
const ENOUGH = 8;
/** What texts hold less of, first: a search that starts with a frequent byte stops at each of them. */
const RARE = [/[A-Z_~]/, /[jqxz0-9]/, /[.-]/];

/** The end of a core that starts with a byte that is rare in texts. */
function rarestEnd(core: string): string {
  const starts = core.slice(0, Math.max(1, core.length - ENOUGH + 1));
  const at = RARE.map((kind) => starts.search(kind)).find((found) => found >= 0) ?? 0;
  return core.slice(at);
}

function distinct(buffers: readonly Buffer[]): Buffer[] {
  return [...new Map(buffers.map((each) => [each.toString("latin1"), each])).values()];
}
