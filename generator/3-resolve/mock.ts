import type { MockBackend, MockFault } from "../../runtime/contract/mock-backend.ts";
import type { Fault, MockScript } from "../../schema/config.ts";

type Script = Pick<MockBackend, "wordDelay" | "reply" | "faults">;

export function resolveMock({ word_delay, reply, faults }: MockScript): Script {
  return { wordDelay: word_delay ?? 0.02, reply: reply ?? null, faults: (faults ?? []).map(resolveFault) };
}

/** The schema guarantees exactly one of the five. */
function resolveFault(fault: Fault): MockFault {
  const times = fault.times === undefined ? 1 : fault.times;
  if (fault.status !== undefined) {
    const { status, retry_after, code } = fault;
    return { times, kind: "status", status, retryAfter: retry_after ?? null, code: code ?? null };
  }
  if (fault.delay !== undefined) return { times, kind: "delay", seconds: fault.delay };
  if (fault.cut !== undefined) return { times, kind: "cut", words: fault.cut };
  if (fault.stall !== undefined) return { times, kind: "stall", words: fault.stall };
  return { times, kind: "none" };
}
