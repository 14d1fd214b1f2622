import type { EventKind } from "../../event-kind.ts";
import { isError, isFailedChoice, listedError } from "../../is-error.ts";
import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";

/** What there is in an event. */
export interface Said {
  readonly kind: EventKind;
  /** Its data, if that has been read for its kind. */
  readonly value: JsonObject | null;
}

const ERROR: Said = { kind: "error", value: null };
const MALFORMED: Said = { kind: "malformed", value: null };
const BLANK: Said = { kind: "start", value: null };
const DONE: Said = { kind: "done", value: null };

/** Classifies an event of a chat or text completion stream. An event without data is a comment or similar. */
export function kindOf(data: string | null, event: string | null = null): EventKind {
  return readKind(data, event).kind;
}

/** Like `kindOf`, for those who would otherwise read the data again. */
export function readKind(data: string | null, event: string | null): Said {
  if (event === "error") return ERROR;
  const word = data === null ? "" : data.trim();
  if (data === null || word === "") return BLANK;
  if (word === "[DONE]") return DONE;
  const value = parseObject(data);
  if (value === null) return listedError(data) !== null ? ERROR : MALFORMED;
  return { kind: kindOfValue(value, event), value };
}

function kindOfValue(value: JsonObject, event: string | null): EventKind {
  if (isError(value)) return "error";
  if (Array.isArray(value.choices)) return kindOfChoices(value.choices.filter(isObject));
  return event === "ping" || isIdle(value) ? "start" : "output";
}

const KEEP_ALIVES: ReadonlySet<unknown> = new Set(["ping", "keepalive", "keep-alive", "keep_alive", "heartbeat"]);
const CHUNKS: ReadonlySet<unknown> = new Set(["chat.completion.chunk", "text_completion"]);

export function isKeepAlive({ type }: JsonObject): boolean {
  return KEEP_ALIVES.has(type);
}

export function isChunk({ object }: JsonObject): boolean {
  return CHUNKS.has(object);
}

function isIdle(value: JsonObject): boolean {
  if (isKeepAlive(value) || isChunk(value)) return true;
  return Object.entries(value).every(([key, member]) => key === "usage" || isEmpty(member));
}

function kindOfChoices(choices: readonly JsonObject[]): EventKind {
  if (choices.some(isFailedChoice)) return "error";
  if (choices.some(hasOutput)) return "output";
  return choices.some((choice) => isFinish(choice.finish_reason)) ? "end" : "start";
}

/** Some servers send "" until a choice finishes. */
export function isFinish(reason: unknown): boolean {
  return typeof reason === "string" && reason !== "";
}

function hasOutput({ delta, message, text }: JsonObject): boolean {
  if (typeof text === "string" && text !== "") return true;
  const content = isObject(delta) ? delta : message;
  return isObject(content) && Object.entries(content).some(([key, value]) => !LABELS.has(key) && !isEmpty(value));
}

/** Members of a delta that are metadata. */
const LABELS: ReadonlySet<string> = new Set(["role", "name", "id", "type"]);

/** Numbers and booleans are not output either: only text counts. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isBlank(value);
  return Object.values(value).every(isBlank);
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" ? value === "" : typeof value !== "object" || value === null;
}
