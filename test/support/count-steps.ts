import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";

/** How often each function and each of its blocks ran, by its place: the same in every run, however busy the machine is. */
export type Steps = ReadonlyMap<string, number>;

/** Counts the steps of the scripts whose URL is wanted. */
export async function countSteps(wanted: (url: string) => boolean, work: () => unknown): Promise<Steps> {
  const session = new Session();
  session.connect();
  // Calls in optimized code are not counted.
  setFlagsFromString("--no-opt");
  setFlagsFromString("--no-maglev");
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    await work();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    return new Map(result.filter(({ url }) => wanted(url)).flatMap(stepsOf));
  } finally {
    await session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
    setFlagsFromString("--opt");
  }
}

function stepsOf({ url, functions }: Profiler.ScriptCoverage): (readonly [string, number])[] {
  const file = url.slice(url.lastIndexOf("/") + 1);
  return functions.flatMap(({ functionName, ranges }) =>
    ranges.map(({ startOffset, count }) => [`${file} ${functionName} @${startOffset}`, count] as const),
  );
}
