import { createHarness, type HarnessOptions } from "./attempt-harness.ts";
import type { Script, TargetOptions } from "./scripted-target.ts";

/** A harness for races, which do not retry their targets. */
export function arena(options: HarnessOptions = {}) {
  const harness = createHarness({ ...options, limits: { retries: 0, ...options.limits } });
  return {
    ...harness,
    target: (name: string, script: Script, more: TargetOptions = {}) => harness.targets.target(name, [script], more),
    states: () => harness.targets.asked.map(({ target, state }) => `${target} ${state}`),
    times: () => harness.targets.asked.map(({ target, at }) => `${target} ${at}`),
  };
}
