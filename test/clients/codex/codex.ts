/** `codex exec`, with a home and a folder to work in of its own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finished, MODULES, runClient } from "../support/run-client.ts";
import { TURNOUT_KEY, temporaryFolder } from "../support/turnout.ts";

export interface Codex {
  readonly home: string;
  exec(prompt: string, ...more: readonly string[]): Promise<Finished>;
  /** The text of a file in its folder; null where there is none. */
  file(name: string): string | null;
  put(name: string, content: string | Buffer): void;
}

/** `config`: lines of its config.toml, top-level keys first. */
export function codexWith(config: string): Codex {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  const work = join(folder, "work");
  for (const made of [home, work]) mkdirSync(made);
  writeFileSync(join(home, "config.toml"), `check_for_update_on_startup = false\n${config}`);
  const launcher = join(MODULES, "@openai/codex/bin/codex.js");
  const always = ["--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"];
  return {
    home,
    exec: (prompt, ...more) =>
      runClient(process.execPath, [launcher, "exec", ...more, ...always, prompt], {
        env: { HOME: folder, CODEX_HOME: home, TURNOUT_KEY },
        cwd: work,
        limit: 60,
      }),
    put: (name, content) => writeFileSync(join(work, name), content),
    file: (name) => (existsSync(join(work, name)) ? readFileSync(join(work, name), "utf8") : null),
  };
}

/** Turnout as README.md says to set it up. */
export function asProvider(baseUrl: string, model: string, more = "stream_max_retries = 0"): string {
  return `
model = "${model}"
model_provider = "turnout"
[model_providers.turnout]
name = "Turnout"
base_url = "${baseUrl}"
wire_api = "responses"
env_key = "TURNOUT_KEY"
request_max_retries = 0
${more}`;
}
