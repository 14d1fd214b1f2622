import type { Artifact } from "./server/artifact.ts";
import { commandOf } from "./server/flags/command.ts";
import { start } from "./server/start.ts";

/**
 * The artifact's entry. Exit codes: 0 success, 1 cannot run (a missing variable, an address in use), 2 wrong usage, 130
 * ended by a second signal.
 */
export async function main(artifact: Artifact): Promise<void> {
  const command = commandOf(artifact, process.argv.slice(2), process.env);
  switch (command.kind) {
    case "print":
      process.stdout.write(command.text);
      process.exitCode = command.code;
      return;
    case "wrong-usage":
      process.stderr.write(command.message + "\n");
      process.exitCode = 2;
      return;
    case "serve":
      return start({ artifact, settings: command.settings, env: process.env });
  }
}
