/** What the kernel has counted of a process; Linux only. */
import { readdirSync, readFileSync } from "node:fs";

/** Nanoseconds on a processor, of all threads of the process and of those that it started. */
export function processorTime(pid) {
  return treeOf(pid).reduce((sum, each) => sum + ownTime(each), 0);
}

/** The process and its descendants; none if it has ended. */
export function treeOf(pid) {
  const children = threadsOf(pid).flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(" "));
  return [pid, ...children.filter((each) => each !== "").flatMap((each) => treeOf(Number(each)))];
}

/** Bytes, by the name of a line of the kernel: `VmRSS` for those in memory, `VmHWM` for the most there were. */
export function memoryOf(pid, name) {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(read(`/proc/${pid}/status`))?.[1]) * 1024;
}

function ownTime(pid) {
  return threadsOf(pid).reduce(
    (sum, thread) => sum + Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]),
    0,
  );
}

function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A process or thread may end at any time. */
function read(file) {
  try {
    return readFileSync(file, "latin1").trim();
  } catch {
    return "";
  }
}
