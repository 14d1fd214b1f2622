/** What `npm pack` makes is what people install: a new user's steps, in an empty folder. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "./support/cli.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const npm = (cwd: string, ...args: string[]) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe" });

describe("the package", () => {
  let tarball = "";
  let files: readonly string[] = [];
  let folder = "";

  beforeAll(() => {
    const parent = folderWith();
    // `prepack` builds `lib` anew; what it prints comes before the JSON.
    const printed = npm(ROOT, "pack", "--silent", "--json", "--pack-destination", parent);
    const [packed] = JSON.parse(printed.slice(printed.indexOf("[\n")));
    tarball = join(parent, packed.filename);
    files = packed.files.map((file: { path: string }) => file.path);
    folder = folderWith();
    npm(folder, "install", "--prefer-offline", tarball);
  });

  it("contains what it needs, and no sources or tests", () => {
    for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "schema/config.schema.json", "lib/generator/cli.js"]) {
      expect(files).toContain(file);
    }
    expect(files.filter((file) => /^(test|examples|scripts|\.)|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it("takes a newcomer from init to an answering server", async () => {
    const turnout = (...args: string[]) => npm(folder, "exec", "--offline", "--", "turnout", ...args);
    turnout("init");
    expect(existsSync(join(folder, "node_modules/turnout/schema/config.schema.json"))).toBe(true);
    turnout("build");
    const server = spawn(process.execPath, ["dist/server.mjs", "--port", "0"], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(server, "exit");
    try {
      const lines = createInterface({ input: server.stderr });
      const url = await new Promise<string>((resolve, reject) => {
        lines.on("line", (line) => {
          const found = /listening on (http:[^\s"]+)/.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        ended.then(([code]) => reject(new Error(`server.mjs ended with ${code}`)));
      });
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      const models = (await (await fetch(`${url}/v1/models`)).json()) as { data: readonly { id: string }[] };
      expect(models.data.map(({ id }) => id)).toContain("gpt-4o");
    } finally {
      server.kill("SIGTERM");
    }
    expect(await ended).toEqual([0, null]);
  });

  it("shows a streamed answer with npm start, and serves until it is stopped", async () => {
    const script = spawn(process.execPath, ["scripts/quickstart.mjs"], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, PORT: "0" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = once(script, "exit");
    try {
      const lines: string[] = [];
      const base = await new Promise<string>((resolve, reject) => {
        createInterface({ input: script.stdout }).on("line", (line) => {
          lines.push(line);
          const serving = /^Serving on (\S+) until Ctrl-C/.exec(line)?.[1];
          if (serving !== undefined) resolve(serving);
        });
        ended.then(([code]) => reject(new Error(`ended with ${code}`)));
      });
      const curl = lines.find((line) => line.startsWith("curl -N ")) ?? "";
      expect(lines).toContain("Say this back to me, one word at a time.");
      const [, url, body] = /^curl -N (\S+) .* -d '(.*)'$/.exec(curl) ?? [];
      expect(url).toBe(`${base}/v1/chat/completions`);
      const headers = { "content-type": "application/json" };
      const answer = await fetch(String(url), { method: "POST", headers, body: String(body) });
      expect(await answer.text()).toMatch(/^data: \{[\s\S]*data: \[DONE\]\n\n$/);
    } finally {
      script.kill("SIGTERM");
    }
    expect(await ended).toEqual([0, null]);
  });

  it("gives types to a user's own code", () => {
    expect(files).toContain("lib/runtime/contract/exports.d.ts");
  });

  it("passes publint", () => {
    npm(ROOT, "run", "--silent", "lint:package");
  });
});
