import type { MockFault } from "../../contract/mock-backend.ts";

const NONE: MockFault = { kind: "none", times: null };

/** Applies a script of faults: each call is one request. After the end of the script, requests succeed. */
export function createFaultScript(faults: readonly MockFault[]): () => MockFault {
  let index = 0;
  let played = 0;
  return () => {
    for (let fault = faults[index]; fault !== undefined; fault = faults[index]) {
      if (fault.times === null || played < fault.times) {
        played++;
        return fault;
      }
      index++;
      played = 0;
    }
    return NONE;
  };
}
