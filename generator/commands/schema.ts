import { readFile } from "node:fs/promises";
import { packageFile } from "../files/package-file.ts";
import { type Command, command } from "../terminal/command.ts";
import type { Context } from "./context.ts";

export function schemaCommand({ terminal }: Context): Command {
  return command({
    name: "schema",
    summary: "Prints the JSON Schema of config.yaml",
    args: {},
    notes: [
      "The schema is JSON Schema 2020-12. Editors with a YAML language server take it from a first line in the config:",
      "# yaml-language-server: $schema=./node_modules/turnout/schema/config.schema.json",
    ].join("\n"),
    examples: [
      ["turnout schema > config.schema.json", "keep a copy"],
      ["turnout schema | jq '.properties | keys'", "the keys at the top"],
    ],
    async run() {
      terminal.answer(await readFile(packageFile("schema/config.schema.json"), "utf8"));
      return 0;
    },
  });
}
