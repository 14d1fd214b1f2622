/** What has to be undone in the end, whatever the end is. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `folder` makes one that is removed, `defer` adds a step. The last step runs first. */
export function createScope() {
  const place = mkdtempSync(join(tmpdir(), "turnout-bench-"));
  const steps = [() => rmSync(place, { recursive: true, force: true })];
  return {
    folder(name) {
      const path = join(place, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    defer: (step) => steps.push(step),
    async close() {
      for (;;) {
        const step = steps.pop();
        if (step === undefined) return;
        try {
          await step();
        } catch (error) {
          console.error(`Left behind: ${error.message}`);
        }
      }
    },
  };
}
