import type { Entry, Facts } from "./entry.ts";
import { formatPayload } from "./format-payload.ts";
import { redactHeaders, redactPath } from "./redact/headers.ts";
import { redactText } from "./redact/redaction.ts";
import type { Finder } from "./redact/spans.ts";
import { sessionOf } from "./session.ts";

/** One line of the file, secrets hidden. `docs/wire-capture.md` says what its fields mean. */
export function formatLine(entry: Entry, sequence: number, secrets: Finder): string {
  const { leg, at, length, facts, event, incomplete, lostBefore } = entry;
  const { context, attempt } = leg;
  const shown = (text: string | null) => (text === null ? null : redactText(text, secrets));
  const head = JSON.stringify({
    timestamp_iso: new Date(at).toISOString(),
    timestamp_unix: at / 1000,
    sequence,
    direction: leg.direction,
    source: leg.source,
    destination: leg.destination,
    session_id: shown(sessionOf(context)),
    request_id: context.id,
    backend: attempt?.backend ?? null,
    model: shown(attempt?.model ?? (context.model === "" ? null : context.model)),
    attempt: attempt?.number ?? null,
    key_name: attempt?.keyName ?? null,
    content_type: shown(facts.contentType ?? null),
    content_length: length,
  });
  const payload = formatPayload(entry, secrets);
  const metadata = JSON.stringify({
    event,
    ...shownFacts(facts, secrets),
    ...(leg.direction === "turnout_to_client" && event !== "chunk"
      ? { route: context.target === "" ? null : shown(context.target), attempts: context.attempts }
      : {}),
    ...(payload.base64 ? { encoding: "base64" } : {}),
    ...(incomplete ? { incomplete: true } : {}),
    ...(lostBefore > 0 ? { lost_before: lostBefore } : {}),
  });
  return `${head.slice(0, -1)},"payload":${payload.json},"metadata":${metadata}}\n`;
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
