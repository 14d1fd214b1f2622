import { flatten } from "./payload.ts";
import type { Body, SplicedBody, WholeScan } from "./read-model.ts";
import { scanTopLevel } from "./scan/top-level.ts";

/**
 * One top-level member of the request, parsed; undefined where it is absent or cannot be read. A body too large to have
 * been read so far is scanned at the first call, once.
 */
export function fieldOf(body: Body, name: string): unknown {
  if (body.kind === "parsed") return Object.hasOwn(body.fields, name) ? body.fields[name] : undefined;
  const { bytes, top } = scanned(body);
  if (top.kind !== "object") return fieldOfOdd(bytes, name);
  const member = top.members.get(name);
  return member === undefined ? undefined : parsed(bytes.toString("utf8", member.valueStart, member.valueEnd));
}

/** The body's members, from its one scan. */
export function scanned(body: SplicedBody): WholeScan {
  if (body.scan === null) {
    const bytes = flatten(body.payload);
    body.scan = { bytes, top: scanTopLevel(bytes) };
  }
  return body.scan;
}

/** Keys with escapes in them: rare enough for a full parse each time. */
function fieldOfOdd(bytes: Buffer, name: string): unknown {
  const fields = parsed(bytes.toString("utf8"));
  if (typeof fields !== "object" || fields === null || !Object.hasOwn(fields, name)) return undefined;
  return (fields as Readonly<Record<string, unknown>>)[name];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
