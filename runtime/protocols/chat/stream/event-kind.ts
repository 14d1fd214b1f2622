import type { EventKind } from "../../event-kind.ts";
import { isError, isFailedChoice, listedError } from "../../is-error.ts";
import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";

/** Classifies an event of a chat or text completion stream. An event without data is a comment or similar. */
export function kindOf(data: string | null, event: string | null = null): EventKind {
  if (event === "error") return "error";
  if (data === null || data.trim() === "") return "start";
  if (data.trim() === "[DONE]") return "done";
  const value = parseObject(data);
  if (value === null) return listedError(data) !== null ? "error" : "malformed";
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
