import { join, resolve } from "node:path";
import { initFiles } from "../init/init-files.ts";
import { type Command, command } from "../terminal/command.ts";
import type { Context } from "./context.ts";

export function initCommand({ terminal, cwd }: Context): Command {
  return command({
    name: "init",
    summary: "Writes a starter config.yaml, .env, CI workflow and .gitignore; never overwrites",
    args: {
      dir: {
        type: "positional",
        required: false,
        description: "Folder to write to; made if it is not there.",
        valueHint: "",
      },
    },
    examples: [
      ["turnout init", "in this folder"],
      ["turnout init gateway", "in a new folder"],
    ],
    async run({ args }) {
      const folder = args.dir ?? ".";
      const { written, kept } = await initFiles(resolve(cwd, folder));
      for (const path of written) terminal.log.success(`wrote ${join(folder, path)}`);
      for (const path of kept) terminal.log.info(`left ${join(folder, path)} as it is`);
      if (written.includes("config.yaml"))
        terminal.log.log(
          `Next: put your key into ${join(folder, ".env")}, then ${folder === "." ? "" : `cd ${folder} && `}turnout dev`,
        );
      return 0;
    },
  });
}
