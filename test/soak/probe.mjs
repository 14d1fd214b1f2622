/** Loaded into a server before its own code: tells, each time it is signalled, what memory it has left after collecting garbage. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
let count = 0;

process.on("SIGUSR2", () => {
  collect();
  // What the first collection let go of may hold more, once its finalizers ran.
  setTimeout(() => {
    collect();
    count += 1;
    const { heapUsed, external, rss } = process.memoryUsage();
    process.stderr.write(`probe ${count} ${JSON.stringify({ heap: heapUsed + external, rss })}\n`);
  }, 50);
});
