import type { MockFault } from "../../contract/mock-backend.ts";
import type { Answer } from "./answer.ts";

/** When an answer's bytes are sent, and how it ends. */
export interface Schedule {
  /** Milliseconds before the headers; null if none are sent. */
  readonly headersAfter: number | null;
  readonly steps: readonly Step[];
  readonly ending: "complete" | "cut" | "stall";
}

export interface Step {
  /** Milliseconds after the previous step. */
  readonly after: number;
  readonly text: string;
}

/** Pieces that are sent at the same time are joined up to this length. */
const CHUNK = 16_384;

/** `wordDelay` in seconds. */
export function scheduleOf(answer: Answer, fault: MockFault, wordDelay: number): Schedule {
  const breaks = fault.kind === "cut" || fault.kind === "stall";
  if (breaks && fault.words === 0) return { headersAfter: null, steps: [], ending: fault.kind };

  const pause = answer.streamed ? wordDelay * 1000 : 0;
  const words = breaks ? answer.words.slice(0, fault.words) : answer.words;
  const steps = [
    { after: 0, text: answer.head },
    ...words.map((text, index) => ({ after: index === 0 ? 0 : pause, text })),
    { after: 0, text: breaks ? "" : answer.tail },
  ];
  return {
    headersAfter: fault.kind === "delay" ? fault.seconds * 1000 : 0,
    steps: join(steps),
    ending: breaks ? fault.kind : "complete",
  };
}

function join(steps: readonly Step[]): readonly Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (step.text === "") continue;
    if (last === undefined || step.after > 0 || last.text.length >= CHUNK) joined.push(step);
    else joined[joined.length - 1] = { after: last.after, text: last.text + step.text };
  }
  return joined;
}
