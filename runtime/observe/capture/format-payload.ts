import { isUtf8 } from "node:buffer";
import { isBounded } from "../../protocols/json/bounded.ts";
import type { Entry, Leg, LegText } from "./entry.ts";
import { fromBytes, isAscii, toBytes, wholeCharacters } from "./redact/bytes.ts";
import { Redaction } from "./redact/redaction.ts";
import type { Finder } from "./redact/spans.ts";

export interface ShownPayload {
  /** JSON text. */
  readonly json: string;
  /** Whether it is a string that holds bytes in Base64. */
  readonly base64: boolean;
}

const NONE: ShownPayload = { json: "null", base64: false };

/** Returns what may be shown of an entry's bytes, together with those that earlier entries of its leg held back. */
export function formatPayload({ leg, event, pieces, incomplete }: Entry, secrets: Finder): ShownPayload {
  if (incomplete) {
    leg.text = null;
    return NONE;
  }
  if (event === "whole") return pieces.length === 0 ? NONE : wholePayload(bytesOf(pieces), secrets);
  if (event === "start") return NONE;
  if (event === "chunk") {
    leg.text ??= { redaction: new Redaction(secrets), unfinished: "" };
    return textPayload(takeCharacters(leg.text, leg.text.redaction.push(bytesOf(pieces))));
  }
  const rest = restOf(leg);
  return rest === "" ? NONE : textPayload(rest);
}

function bytesOf(pieces: readonly Buffer[]): string {
  return pieces.map((piece) => piece.toString("latin1")).join("");
}

function takeCharacters(text: LegText, released: string): string {
  const bytes = text.unfinished + released;
  const end = wholeCharacters(bytes);
  text.unfinished = bytes.slice(end);
  return bytes.slice(0, end);
}

function restOf(leg: Leg): string {
  if (leg.text === null) return "";
  const rest = leg.text.unfinished + leg.text.redaction.end();
  leg.text = null;
  return rest;
}

function wholePayload(bytes: string, secrets: Finder): ShownPayload {
  const redaction = new Redaction(secrets);
  const clean = redaction.push(bytes) + redaction.end();
  const text = utf8Text(clean);
  return (text === null ? null : jsonPayload(text, secrets)) ?? textPayload(clean);
}

function textPayload(bytes: string): ShownPayload {
  const text = utf8Text(bytes);
  if (text !== null) return { json: JSON.stringify(text), base64: false };
  return { json: JSON.stringify(Buffer.from(bytes, "latin1").toString("base64")), base64: true };
}

/** null if the bytes are not UTF-8. */
function utf8Text(bytes: string): string | null {
  if (isAscii(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  return isUtf8(buffer) ? buffer.toString("utf8") : null;
}

/** The JSON value as it was written; null if the text is not (or, with secrets hidden, no longer) JSON. */
function jsonPayload(text: string, secrets: Finder): ShownPayload | null {
  if (!/^\s*[{[]/.test(text) || !isBounded(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    // An escape could spell a secret that only shows once it is read.
    if (!/\\[u/]/.test(text)) return { json: onOneLine(text), base64: false };
    const redaction = new Redaction(secrets);
    const clean = fromBytes(redaction.push(toBytes(JSON.stringify(value))) + redaction.end());
    JSON.parse(clean);
    return { json: clean, base64: false };
  } catch {
    return null;
  }
}

/** JSON strings contain no line breaks, so all line breaks are insignificant. */
function onOneLine(json: string): string {
  return json.replace(/[\r\n]+/g, " ").trim();
}
