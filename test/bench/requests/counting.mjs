/** Programs of the bench that tell, over a channel, their port and how many requests they have had. */
import { once } from "node:events";
import { startProcess } from "../support/processes.mjs";

const NONE = { started: 0, open: 0 };

/** `countOf(key)`: the requests with that key so far, and those that are not answered in full yet. */
export async function startCounting(argv, { cpu }) {
  const child = startProcess(argv, { cpu, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`It ended with ${code}: ${argv.join(" ")}`);
  });
  failed.catch(() => {});
  const next = async () => (await Promise.race([once(child, "message"), failed]))[0];
  const { port } = await next();
  const countOf = async (key) => {
    child.send("counts");
    return (await next()).counts[key] ?? NONE;
  };
  return { child, port, countOf };
}
