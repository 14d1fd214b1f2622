/**
 * `npm run mutation [-- --only runtime/routing] [--file next-step]`: plays every mutant of a room against its tests and
 * prints those that survive. What cannot be noticed stands in `equivalents.json`, with a reason.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { createVitest } from "vitest/node";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = process.argv.indexOf("--only");
const only = at === -1 ? null : process.argv[at + 1];
const fileAt = process.argv.indexOf("--file");
const part = fileAt === -1 ? "" : process.argv[fileAt + 1];
const equivalents = JSON.parse(readFileSync(new URL("equivalents.json", import.meta.url), "utf8"));

// The mutator is TypeScript.
const loader = await createServer({
  root,
  configFile: false,
  server: { middlewareMode: true, ws: false, watch: null },
  appType: "custom",
  optimizeDeps: { noDiscovery: true },
});
const { ROOMS } = await loader.ssrLoadModule("/test/mutation/rooms.ts");
const { play } = await loader.ssrLoadModule("/test/mutation/play.ts");
let [killed, all] = [0, 0];
for (const room of ROOMS.filter(({ name }) => only === null || name.startsWith(only))) {
  const score = await play(root, room, { part, equivalents, createVitest });
  killed += score.killed;
  all += score.all;
  console.log(
    `${room.name}: ${score.killed} of ${score.all} killed, ${((100 * score.killed) / score.all).toFixed(1)} %`,
  );
}
console.log(`\n${killed} of ${all} killed, ${((100 * killed) / all).toFixed(1)} %`);
await loader.close();
process.exit(0);
