/**
 * Loaded into the server with `--import`: tells over the process's channel how long its loop was blocked. Counted is the
 * processor time of the main thread, which a busy machine does not lengthen; Linux only.
 */
import { readFileSync } from "node:fs";

const own = `/proc/self/task/${process.pid}/schedstat`;
/** In milliseconds. */
const used = () => Number(readFileSync(own, "latin1").split(" ", 1)[0]) / 1e6;

let last = used();
let longest = 0;

setInterval(() => {
  const now = used();
  longest = Math.max(longest, now - last);
  last = now;
}, 1).unref();

process.on("message", (message) => {
  if (message === "reset") {
    globalThis.gc?.();
    last = used();
    longest = 0;
  }
  process.send?.({ longest });
});
// The channel must not keep a server alive that was told to stop.
process.channel?.unref();
