/** The files that docs/production.md shows, as the real programs read them. A program that is not installed is skipped. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { blockOf } from "./support/markdown.ts";

const PAGE = readFileSync(new URL("../docs/production.md", import.meta.url), "utf8");
const folder = mkdtempSync(join(tmpdir(), "turnout-production-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Checked {
  readonly code: number | null;
  readonly output: string;
}

function run(command: string, args: readonly string[]): Checked {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return { code: status, output: `${stdout}${stderr}` };
}

function missing(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).error !== undefined;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("docs/production.md has every setting of the server", () => {
  const schema = JSON.parse(readFileSync(new URL("../schema/config.schema.json", import.meta.url), "utf8"));
  for (const key of Object.keys(schema.properties.server.properties)) {
    expect(PAGE).toMatch(new RegExp(`\\bserver\\.${key}\\b|^  ${key}: `, "m"));
  }
});

describe("docs/production.md, as its programs read it (skipped where they are not installed)", () => {
  test.skipIf(missing("/usr/sbin/nginx", "-v"))("nginx", () => {
    mkdirSync(join(folder, "nginx"));
    const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (name) => `${name}_temp_path ${folder}/nginx;`,
    );
    const main = `pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temp.join(" ")}\n`;
    const path = write("nginx.conf", `${main}${blockOf(PAGE, "nginx")}}\n`);
    expect(run("/usr/sbin/nginx", ["-t", "-e", "stderr", "-c", path])).toEqual({
      code: 0,
      output: expect.stringContaining("test is successful"),
    });
  });

  test.skipIf(missing("caddy", "version"))("Caddy", () => {
    const path = write("Caddyfile", blockOf(PAGE, "caddy"));
    const { code, output } = run("caddy", ["validate", "--adapter", "caddyfile", "--config", path]);
    expect(output).toContain("Valid configuration");
    expect(code).toBe(0);
    expect(run("caddy", ["fmt", path]).output).toBe(blockOf(PAGE, "caddy"));
  });

  test.skipIf(missing("systemd-analyze", "--version"))("systemd", () => {
    const unit = blockOf(PAGE, "ini").replace("/usr/bin/node /opt/turnout/server.mjs", "/bin/true");
    const { output } = run("systemd-analyze", ["verify", write("turnout.service", unit)]);
    expect(output.split("\n").filter((line) => line.includes("turnout.service"))).toEqual([]);
  });

  test.skipIf(missing("rsyslogd", "-v"))("rsyslog", () => {
    const { code, output } = run("rsyslogd", ["-N1", "-f", write("rsyslog.conf", blockOf(PAGE, "rsyslog"))]);
    expect(output).not.toMatch(/error/i);
    expect(code).toBe(0);
  });

  test("Kubernetes: two documents, with time to finish", () => {
    const [deployment, service] = parseAllDocuments(blockOf(PAGE, "yml"));
    expect(deployment?.errors).toEqual([]);
    expect(deployment?.getIn(["spec", "template", "spec", "terminationGracePeriodSeconds"])).toBeGreaterThan(35);
    expect(service?.get("kind")).toBe("Service");
  });
});
