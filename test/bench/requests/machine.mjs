/** The machine that measures: its processors, and whether they are free. */
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release } from "node:os";

/** Share of the processors beyond which others disturb the figures. */
const BUSY = 0.7;

export function readMachine() {
  const allowed = /Cpus_allowed_list:\s+(\S+)/.exec(readFileSync("/proc/self/status", "latin1"))?.[1] ?? "";
  return {
    processors: processorsIn(allowed),
    count: availableParallelism(),
    load: loadavg()[0],
    model: cpus()[0]?.model.trim() ?? "unknown processor",
    kernel: release(),
  };
}

/** `0-2,5` as numbers. */
export function processorsIn(list) {
  return list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return range === "" ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** The processor of the proxies, and that of the upstream and the load; null if there are not two to choose from. */
export function placesOn({ processors: [first, second] }) {
  return second === undefined ? { proxy: null, other: null } : { proxy: first, other: second };
}

export function warningsFor({ processors, count, load }) {
  const warnings = [];
  if (load > BUSY * count) {
    warnings.push(
      `The machine is busy: load average ${load.toFixed(1)} on ${count} processors. Figures vary more than they should.`,
    );
  }
  if (processors.length < 2) {
    warnings.push("There is only one processor: proxies, upstream and load share it, and nothing is pinned.");
  }
  return warnings;
}
