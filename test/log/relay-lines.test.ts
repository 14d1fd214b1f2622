import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { relayLines } from "../../runtime/log/relay-lines.ts";

test("only whole lines are handed on, however they come; the last one gets its line break", async () => {
  const from = new PassThrough();
  const lines: string[] = [];
  relayLines(from, (text) => void lines.push(text.toString()));
  for (const piece of ["a", "b\nc", "\nd\ne", "f", "\n", "g"]) {
    from.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  from.end();
  await new Promise((resolve) => from.once("end", resolve));
  expect(lines).toEqual(["ab\n", "c\nd\n", "ef\n", "g\n"]);
});
