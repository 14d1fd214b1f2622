import type { AnswerSink } from "../../../runtime/protocols/model/answer-sink.ts";
import { escaped } from "./escaped.ts";

/** A call of a sink: the method's name and its arguments. The argument of `textEscaped` is only its text. */
export type Passed = readonly [name: keyof AnswerSink, ...args: unknown[]];

export interface RecordingSink {
  readonly sink: AnswerSink;
  /** All calls so far. */
  readonly passed: readonly Passed[];
}

/** What a decoder makes of an answer, before any encoder. */
export function recordingSink(): RecordingSink {
  const passed: Passed[] = [];
  const record =
    (name: keyof AnswerSink) =>
    (...args: readonly unknown[]) => {
      passed.push([name, ...args]);
    };
  return {
    passed,
    sink: {
      start: record("start"),
      text: record("text"),
      textEscaped: (piece) => passed.push(["textEscaped", piece.text()]),
      citations: record("citations"),
      refusal: record("refusal"),
      reasoning: record("reasoning"),
      reasoningEnd: record("reasoningEnd"),
      call: record("call"),
      input: record("input"),
      inputEnd: record("inputEnd"),
      finish: record("finish"),
      fail: record("fail"),
    },
  };
}

/** The same calls, at the sink of an encoder. */
export function replay(sink: AnswerSink, passed: readonly Passed[]): void {
  const methods: Readonly<Record<keyof AnswerSink, (...args: readonly never[]) => void>> = sink;
  for (const [name, ...args] of passed) {
    if (name === "textEscaped") sink.textEscaped(escaped(String(args[0])));
    else methods[name](...(args as never[]));
  }
}
