/** Configs as `server.mjs` files, each built once a test file, in a folder that goes when the tests end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "turnout-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const built = new Map<string, Promise<string>>();

/** The path of the server file that `config` compiles to. */
export function buildServer(config: string): Promise<string> {
  const known = built.get(config);
  if (known !== undefined) return known;
  const fresh = build(config, join(folder, String(built.size)));
  built.set(config, fresh);
  return fresh;
}

async function build(config: string, place: string): Promise<string> {
  mkdirSync(place);
  writeFileSync(join(place, "config.yaml"), config);
  const child = spawn(process.execPath, [inject("cli"), "build", "config.yaml", "--out", "dist"], {
    cwd: place,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`build ended with ${code}:\n${output}`);
  return join(place, "dist", "server.mjs");
}
