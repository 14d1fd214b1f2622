/** What is measured, each a column of the table. */
import { fileURLToPath } from "node:url";
import { freePort, startArtifact, untilAnswered } from "../support/artifact.mjs";
import { startProcess } from "../support/processes.mjs";
import { startCounting } from "./counting.mjs";
import { writeNginxConfig } from "./nginx.mjs";
import { PORTKEY_VERSION } from "./portkey.mjs";
import { ROWS } from "./rows.mjs";

const clientKey = (id) => `client-key-of-the-bench-${id}`;
const KEEPING = new URL("./keep-connections.mjs", import.meta.url).href;
const floor = (name) => fileURLToPath(new URL(`./floors/${name}.mjs`, import.meta.url));

/**
 * `start` resolves with the process, its port, and `count`, which tells what of its requests has arrived. Each sends a key of
 * its own to the upstream. `artifacts` have an id, a title and a file; `portkey` is the path of its program, or null.
 */
export function targetsFor({ node, cpu, nginx, upstream, scope, artifacts, portkey }) {
  const counted = (child, port, key) => ({ child, port, count: () => upstream.countOf(`Bearer ${key}`) });
  const targets = [
    {
      id: "nginx",
      title: "nginx",
      async start() {
        const port = await freePort();
        const config = writeNginxConfig(scope.folder("nginx"), { port, upstreamPort: upstream.port, key: "sk-nginx" });
        const child = startProcess([nginx, "-c", config], { cpu });
        await untilAnswered(child, port);
        return counted(child, port, "sk-nginx");
      },
    },
    ...artifacts.map(({ id, title, file }) => ({
      id,
      title,
      async start() {
        const env = { OPENAI_API_KEY: `sk-${id}`, BENCH_CLIENT_KEY: clientKey(id) };
        const { child, port } = await startArtifact(file, { node, cpu, env });
        return counted(child, port, `sk-${id}`);
      },
    })),
    {
      id: "relay",
      title: "bare sockets in Node, nothing read",
      async start() {
        const { child, port } = await startCounting([node, floor("relay"), String(upstream.port)], { cpu });
        return counted(child, port, clientKey("relay"));
      },
    },
    {
      id: "answer",
      title: "`node:http` answering alone",
      async start() {
        const { child, port, countOf } = await startCounting([node, floor("answer")], { cpu });
        return { child, port, count: () => countOf("own") };
      },
    },
  ];
  if (portkey !== null) {
    targets.push({
      id: "portkey",
      title: `Portkey ${PORTKEY_VERSION}`,
      headers: {
        "x-portkey-provider": "openai",
        "x-portkey-custom-host": `http://127.0.0.1:${upstream.port}/v1`,
      },
      async start() {
        const port = await freePort();
        const env = { NODE_ENV: "production" };
        const child = startProcess([node, "--import", KEEPING, portkey, "--headless", `--port=${port}`], { cpu, env });
        await untilAnswered(child, port, "/");
        return counted(child, port, clientKey("portkey"));
      },
    });
  }
  return targets.map(({ headers, ...target }) => ({
    ...target,
    headers: { "content-type": "application/json", authorization: `Bearer ${clientKey(target.id)}`, ...headers },
  }));
}

/** A floor without an upstream can only answer `small`, and only a proxy with rules `alias`. */
export function serves(target, row) {
  if (target.id === "answer") return row === "small";
  return ROWS[row].only?.includes(target.id) ?? true;
}
