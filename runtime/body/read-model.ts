import { type GatewayError, gatewayError } from "../errors.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import { flatten } from "../wire/payload.ts";
import type { Payload } from "../wire/upstream.ts";
import { locateModel } from "./scan/large.ts";
import type { Member } from "./scan/tokens.ts";
import { scanTopLevel, type TopLevel } from "./scan/top-level.ts";
import { isUtf8Payload } from "./scan/utf8.ts";
import { USUAL_LIMITS, type WholeLimits } from "./whole/limits.ts";
import type { LongTexts } from "./whole/long-texts.ts";
import { readPart, readWhole } from "./whole/read-whole.ts";

/** A request body whose `model` has been read and can be replaced. */
export type Body = SplicedBody | ParsedBody;

interface Parsed {
  /** All fields; null until something needs more than splicing can do. */
  whole: JsonObject | null;
  /** Texts that are not in the fields, but only referred to; null if there are none. */
  long: LongTexts | null;
  /** Why the fields are not read; null if they are, or if nothing has needed them yet. */
  refusal: GatewayError | null;
  readonly limits: WholeLimits;
}

/** The client's own bytes, and the position of the model in them. */
export interface SplicedBody extends Parsed {
  readonly kind: "spliced";
  readonly payload: Payload;
  readonly model: string;
  /** The piece that holds the model's value, and the value's position in it, quotes included. */
  readonly piece: number;
  readonly start: number;
  readonly end: number;
  /** All members; null until something needs more of a large body than its model. */
  scan: WholeScan | null;
  /** Without a scan: where `"stream"` is, counted from the start of the payload; at most the first two places. */
  readonly streams: readonly number[];
}

export interface WholeScan {
  /** The payload in one piece; the members' positions refer to it. */
  readonly bytes: Buffer;
  readonly top: TopLevel;
}

/**
 * A body that two parsers could read differently: what this parser read is serialised again and sent, so that there is only
 * one reading.
 */
export interface ParsedBody extends Parsed {
  readonly kind: "parsed";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly model: string;
}

export type ModelRead =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly error: GatewayError };

/** Up to this size, reading every byte is cheaper than several native searches. */
const SMALL = 8192;
/** In bytes: beyond it, a full parse decides, which has limits. */
const LONGEST_MODEL = 65_536;
const NONE: readonly number[] = [];

/** `fallback` replaces a missing model; if it is null, a missing model is an error. `limits`: for a body that is parsed. */
export function readModel(payload: Payload, fallback: string | null, limits: WholeLimits = USUAL_LIMITS): ModelRead {
  if (!isUtf8Payload(payload)) return invalid("it is not UTF-8");
  if (payload.length > SMALL) {
    const located = locateModel(payload);
    const piece = located === null ? undefined : payload.pieces[located.placed.piece];
    if (located !== null && piece !== undefined) {
      const { placed, streams } = located;
      const found = spliced(payload, piece, placed.piece, placed.member, { scan: null, streams, limits });
      if (found !== null) return found;
    }
  }
  const bytes = flatten(payload);
  const top = scanTopLevel(bytes);
  if (top.kind === "object" && !top.repeated.has("model") && !top.members.has("extra_body")) {
    const member = top.members.get("model");
    const whole = { pieces: [bytes], length: bytes.length };
    const found =
      member === undefined ? null : spliced(whole, bytes, 0, member, { scan: { bytes, top }, streams: NONE, limits });
    if (found !== null) return found;
  }
  return parsed(bytes, fallback, limits);
}

function spliced(
  payload: Payload,
  bytes: Buffer,
  piece: number,
  member: Member,
  { scan, streams, limits }: Pick<SplicedBody, "scan" | "streams" | "limits">,
): ModelRead | null {
  const { valueStart: start, valueEnd: end } = member;
  const model = readString(bytes, start, end);
  if (model === null || model === "") return null;
  const place = { payload, piece, start, end, scan, streams };
  return { ok: true, body: { kind: "spliced", model, ...place, whole: null, long: null, refusal: null, limits } };
}

function readString(bytes: Buffer, start: number, end: number): string | null {
  if (bytes[start] !== 0x22 || end - start > LONGEST_MODEL) return null;
  const inner = bytes.toString("utf8", start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  const value = readPart(bytes, start, end, USUAL_LIMITS);
  return typeof value === "string" ? value : null;
}

function parsed(bytes: Buffer, fallback: string | null, limits: WholeLimits): ModelRead {
  if (bytes.length === 0) return invalid("it is empty");
  const read = readWhole(bytes, limits);
  if (read.kind === "refused") return { ok: false, error: read.error };
  if (read.kind === "malformed") return invalid(read.reason);
  if (typeof read.value !== "object" || read.value === null || Array.isArray(read.value))
    return invalid("it is not an object");
  const { extra_body: extra, ...own } = read.value as Record<string, unknown>;
  const fields = isRecord(extra) ? { ...extra, ...own } : (read.value as Record<string, unknown>);
  const model = fields.model ?? fallback;
  if (model === undefined || model === null || model === "") {
    const message = 'You must provide a model parameter, such as {"model": "gpt-4o"}.';
    return { ok: false, error: gatewayError("missing_model", message, "model") };
  }
  if (typeof model !== "string") {
    const message = `The model parameter must be a string; it is ${kindOf(model)}.`;
    return { ok: false, error: gatewayError("missing_model", message, "model") };
  }
  return { ok: true, body: { kind: "parsed", fields, model, whole: null, long: read.long, refusal: null, limits } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function invalid(reason: string): ModelRead {
  return { ok: false, error: gatewayError("invalid_json", `The request body could not be read as JSON: ${reason}.`) };
}
