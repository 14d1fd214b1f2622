/** Loaded into the server with `--import`: answers over the process's channel how long its loop was blocked. */
import { performance } from "node:perf_hooks";

let last = performance.now();
let longest = 0;

setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
}, 1).unref();

process.on("message", (message) => {
  if (message === "reset") {
    globalThis.gc?.();
    last = performance.now();
    longest = 0;
  }
  process.send?.({ longest });
});
// The channel must not keep a server alive that was told to stop.
process.channel?.unref();
