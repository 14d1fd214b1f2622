import type { StreamEncoder } from "../../codec.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead, AnswerSink } from "../../model/answer-sink.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { errorMembers, responseError, topMembers } from "./error.ts";
import { eventWriter } from "./event-writer.ts";
import { endingOf } from "./finish.ts";
import { createOutput } from "./output.ts";
import { type ResponseState, type ResponseText, responseText, tierIn } from "./response.ts";
import { usageOf } from "./usage.ts";

/** Writes an answer as the events of https://platform.openai.com/docs/api-reference/responses-streaming */
export function streamEncoder(options: AnswerOptions): StreamEncoder {
  const id = `resp_${options.newId()}`;
  const writer = eventWriter();
  const output = createOutput(writer, options);
  let started: ResponseText | null = null;

  const write = (type: string, state: ResponseState): void => {
    started ??= responseText(id, null, options);
    writer.event(type, `"response":${started(state)}`);
  };
  const begin = (head: AnswerHead | null): void => {
    started = responseText(id, head, options);
    const state: ResponseState = {
      status: "in_progress",
      error: null,
      incomplete_details: null,
      service_tier: tierIn(head?.extras ?? null),
      output: [],
      usage: null,
    };
    write("response.created", state);
    write("response.in_progress", state);
  };
  const open = (): void => {
    if (started === null) begin(null);
  };

  const sink: AnswerSink = {
    start(head) {
      if (started === null) begin(head);
    },
    text(piece, tokens) {
      open();
      output.text(piece, tokens);
    },
    textEscaped(piece) {
      open();
      output.textEscaped(piece.text());
    },
    citations(citations) {
      open();
      output.citations(citations);
    },
    refusal(piece) {
      open();
      output.refusal(piece);
    },
    reasoning(piece) {
      open();
      output.reasoning(piece);
    },
    reasoningEnd: output.reasoningEnd,
    call(index, tool) {
      open();
      output.call(index, tool);
    },
    input: output.input,
    inputEnd: output.inputEnd,
    finish(finish, usage, extras) {
      open();
      const { status, incomplete_details } = endingOf(finish);
      output.close(status);
      const ended = { status, error: null, incomplete_details, service_tier: tierIn(extras), usage: usageOf(usage) };
      write(`response.${status}`, { ...ended, output: output.items() });
    },
    fail(error, usage, extras) {
      const members = errorMembers(error);
      const event = { error: members, ...topMembers(members), sequence_number: writer.number() };
      writer.write(`event: error\ndata: {"type":"error",${jsonText(event).slice(1)}\n\n`);
      write("response.failed", {
        status: "failed",
        error: responseError(members),
        incomplete_details: null,
        service_tier: tierIn(extras),
        output: output.items(),
        usage: usageOf(usage),
      });
    },
  };
  return { sink, expect() {}, take: () => Buffer.from(writer.take()) };
}
