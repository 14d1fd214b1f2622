/** Load by wrk, which is stopped and continued so that targets take turns. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProcess } from "../support/processes.mjs";
import { failuresIn } from "./failures.mjs";

const PATH = "/v1/chat/completions";
/** Seconds, far beyond what a row takes; ended from outside before. */
const LONGEST = 3600;

/** `pause`, `resume`, and `end`, which resolves with the number of requests that failed. */
export function startLoad({ wrk, cpu, place, target, port, row }) {
  const script = join(place, `${target.id}.lua`);
  writeFileSync(script, scriptFor(target.headers, row.body));
  const url = `http://127.0.0.1:${port}${PATH}`;
  const pace = ["-t1", `-c${row.connections}`, `-d${LONGEST}s`, "--timeout", "60s"];
  const child = startProcess([wrk, ...pace, "-s", script, url], { cpu, stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const ended = once(child, "close");
  return {
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
    async end() {
      child.kill("SIGCONT");
      // Only the main thread's sleep ends with it, and any thread may get it.
      const nudge = setInterval(() => child.kill("SIGINT"), 50);
      await ended;
      clearInterval(nudge);
      return failuresIn(output);
    },
  };
}

function scriptFor(headers, body) {
  const lines = Object.entries(headers).map(([name, value]) => `wrk.headers["${name}"]="${value}"`);
  return ['wrk.method="POST"', ...lines, `wrk.body=[==[${body}]==]`, ""].join("\n");
}

/** One request beforehand: load says only that something was answered. Throws if it is not what it should be. */
export async function tryOut({ target, port, row, isStream }) {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: "POST",
    headers: target.headers,
    body: row.body,
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const isWhole = isStream ? text.endsWith("data: [DONE]\n\n") : text.endsWith("}");
  if (response.status === 200 && isWhole) return;
  throw new Error(`${target.title} answered ${response.status}: ${text.slice(-300)}`);
}
