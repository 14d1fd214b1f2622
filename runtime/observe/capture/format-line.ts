import type { Entry, Facts, Leg } from "./entry.ts";
import { formatPayload, type ShownPayload } from "./format-payload.ts";
import { redactHeaders, redactPath } from "./redact/headers.ts";
import { redactText } from "./redact/redaction.ts";
import type { Finder } from "./redact/spans.ts";
import { sessionOf } from "./session.ts";

/**
 * Formats one line of the file, with secrets hidden. `docs/wire-capture.md` explains its fields.
 * @param worker null where there is one process
 */
export function formatLine(entry: Entry, sequence: number, secrets: Finder, worker: number | null = null): string {
  const { leg, at, length, facts, event } = entry;
  leg.shown ??= shownLeg(leg, secrets);
  const payload = formatPayload(entry, secrets);
  // Written by hand: a stream has a line for each of its chunks.
  return (
    `{"timestamp_iso":"${new Date(at).toISOString()}","timestamp_unix":${at / 1000},"sequence":${sequence}` +
    (worker === null ? "" : `,"worker":${worker}`) +
    `,${leg.shown},"content_type":${facts.contentType ? JSON.stringify(redactText(facts.contentType, secrets)) : null}` +
    `,"content_length":${length},"payload":${payload.json},"metadata":{"event":"${event}"${metadata(entry, payload, secrets)}}}\n`
  );
}

/** The members of an object, without the braces. */
function membersOf(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value).slice(1, -1);
}

function shownLeg({ direction, source, destination, context, attempt }: Leg, secrets: Finder): string {
  const shown = (text: string | null) => (text === null ? null : redactText(text, secrets));
  return membersOf({
    direction,
    source,
    destination,
    session_id: shown(sessionOf(context)),
    request_id: context.id,
    backend: attempt?.backend ?? null,
    model: shown(attempt?.model ?? (context.model === "" ? null : context.model)),
    attempt: attempt?.number ?? null,
    key_name: attempt?.keyName ?? null,
  });
}

function metadata(
  { leg, event, facts, incomplete, lostBefore }: Entry,
  payload: ShownPayload,
  secrets: Finder,
): string {
  const { direction, context } = leg;
  const answered = direction === "turnout_to_client" && event !== "chunk";
  const route = answered && context.target !== "" ? redactText(context.target, secrets) : null;
  const members = membersOf({
    ...shownFacts(facts, secrets),
    ...(answered ? { route, attempts: context.attempts } : {}),
    ...(payload.base64 ? { encoding: "base64" } : {}),
    ...(incomplete ? { incomplete: true } : {}),
    ...(lostBefore > 0 ? { lost_before: lostBefore } : {}),
  });
  return members === "" ? "" : `,${members}`;
}

function shownFacts({ method, path, status, headers, error, aborted, duration, omitted }: Facts, secrets: Finder) {
  return {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path: redactPath(path, secrets) }),
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers: redactHeaders(headers, secrets) }),
    ...(error === undefined ? {} : { error: redactText(error, secrets) }),
    ...(aborted === undefined ? {} : { aborted }),
    ...(duration === undefined ? {} : { duration: Math.round(duration * 10) / 10_000 }),
    ...(omitted === undefined ? {} : { omitted }),
  };
}
