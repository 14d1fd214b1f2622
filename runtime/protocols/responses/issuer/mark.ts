/**
 * Who made a reasoning or compaction item is written into the item's own opaque text, `encrypted_content`, because clients
 * send that back as it came: so a restart loses nothing, and any server of the same config can read it.
 */

const MARK = /^turnout:([^:"]*):/;

/** `issuer`: an instance, `openai.2`; "" for Turnout itself. */
export function markOf(issuer: string): string {
  return `turnout:${issuer}:`;
}

/** Reasoning in plain text, as it is given to clients that keep everything themselves: only Turnout reads it again. */
export function sealedText(text: string): string {
  return markOf("") + Buffer.from(text).toString("base64");
}

/** The text of reasoning that Turnout has sealed; null if it is another's. */
export function unsealedText(encrypted: string): string | null {
  const { issuer, data } = opaqueIn(encrypted);
  return issuer === "" ? Buffer.from(data, "base64").toString() : null;
}

export interface Opaque {
  /** null if it is unknown. */
  readonly issuer: string | null;
  /** The text as its issuer wrote it. */
  readonly data: string;
}

export function opaqueIn(text: string): Opaque {
  const found = MARK.exec(text);
  return found === null ? { issuer: null, data: text } : { issuer: found[1] ?? "", data: text.slice(found[0].length) };
}

/** The start of the ids of reasoning items that Turnout makes: no upstream knows them. */
export const OWN_REASONING = "rs_turnout";
