import type { RequestContext } from "../../context.ts";
import type { Attempt } from "../../targets/attempt.ts";
import { isStream, type UpstreamRequest } from "../../wire/upstream.ts";
import { AnswerRecorder } from "./answer-recorder.ts";
import type { Capture, CaptureOptions } from "./capture.ts";
import { CaptureFile } from "./capture-file.ts";
import type { AttemptFacts, Direction, Leg, RecordEntry } from "./entry.ts";
import type { Files } from "./files.ts";
import { headerOf } from "./header-list.ts";
import { EntryQueue } from "./queue.ts";
import { recordMessage } from "./record-message.ts";
import { createSecretFinder } from "./redact/redaction.ts";
import { watchResponse } from "./watch-response.ts";
import { watchUpstream } from "./watch-upstream.ts";
import { CaptureWriter } from "./writer.ts";

/** The limit of the queue, in bytes. */
const QUEUE_LIMIT = 16 << 20;
const TURNOUT = "turnout";

/** @throws {Error} if the path cannot be a file's */
export function createCapture({ settings, secrets, clock, log, relay }: CaptureOptions, files: Files): Capture {
  const { file: path, maxBytes, maxFiles, totalMaxBytes, flushInterval } = settings;
  if (path.trim() === "") throw new Error("The capture file needs a name.");
  if (files.now.isFolder(path)) throw new Error(`The capture file cannot be '${path}': that is a directory.`);
  const queue = new EntryQueue(QUEUE_LIMIT);
  const file = new CaptureFile({ path, maxBytes, maxFiles, totalMaxBytes, files });
  const finder = createSecretFinder(secrets);
  const writer = new CaptureWriter({
    queue,
    file,
    path,
    secrets: finder,
    clock,
    log,
    interval: flushInterval * 1000,
    worker: relay?.worker ?? null,
  });
  const attempts = new WeakMap<RequestContext, number>();
  let closed = false;

  const record: RecordEntry = (leg, event, { pieces = [], length, facts = {} }) => {
    if (closed) return;
    if (queue.push({ leg, event, at: clock.wall(), pieces, length, facts })) writer.added();
    else writer.dropped();
  };

  writer.begin();
  return {
    received(context, body) {
      const { req, res, startedAt } = context;
      const client = addressOf(context);
      const since = clock.now();
      recordMessage(record, legOf("client_to_turnout", client, TURNOUT, context, null), body, {
        method: req.method ?? "",
        path: req.url ?? "",
        headers: req.rawHeaders,
        contentType: req.headers["content-type"] ?? null,
        duration: since - startedAt,
      });
      const leg = legOf("turnout_to_client", TURNOUT, client, context, null);
      watchResponse(res, new AnswerRecorder({ record, leg, clock, since: startedAt }));
    },
    watchUpstream(context, attempt, request, events) {
      const number = (attempts.get(context) ?? 0) + 1;
      attempts.set(context, number);
      const facts = factsOf(attempt, number);
      const upstream = attempt.endpoint.address;
      recordMessage(
        record,
        legOf("turnout_to_upstream", TURNOUT, upstream, context, facts),
        request.body === null || isStream(request.body) ? { pieces: [], length: 0 } : request.body,
        requestFacts(request),
      );
      const leg = legOf("upstream_to_turnout", upstream, TURNOUT, context, facts);
      return watchUpstream(events, new AnswerRecorder({ record, leg, clock, since: clock.now() }));
    },
    async close() {
      closed = true;
      await writer.close();
    },
    closeNow() {
      closed = true;
      writer.closeNow();
    },
  };
}

function legOf(
  direction: Direction,
  source: string,
  destination: string,
  context: RequestContext,
  attempt: AttemptFacts | null,
): Leg {
  return { direction, source, destination, context, attempt, broken: false, shown: null, text: null };
}

function factsOf({ endpoint, model }: Attempt, number: number): AttemptFacts {
  return { number, backend: endpoint.backend.name, model, keyName: endpoint.instance.keyName };
}

function requestFacts({ method, path, headers }: UpstreamRequest) {
  return { method, path, headers, contentType: headerOf(headers, "content-type") };
}

function addressOf({ req }: RequestContext): string {
  const { remoteAddress, remotePort } = req.socket;
  if (remoteAddress === undefined) return "client";
  return remoteAddress.includes(":") ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
