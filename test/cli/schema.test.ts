import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runCli } from "../support/cli.ts";

it("turnout schema prints the schema file, byte by byte", async () => {
  const schema = readFileSync(new URL("../../schema/config.schema.json", import.meta.url), "utf8");
  expect(await runCli(["schema"])).toEqual({ code: 0, stdout: schema, stderr: "" });
});
