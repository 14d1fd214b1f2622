/** Texts made to be slow to read. The suite checks that they are read, this file how fast. */
import { expect, test } from "vitest";
import { systemClock } from "../../runtime/clock.ts";
import { classify } from "../../runtime/failure/classify.ts";
import { refusalOf } from "../../runtime/failure/refusal.ts";
import { retryHint } from "../../runtime/failure/retry-hint.ts";
import { createSecretFinder, redactText } from "../../runtime/observe/capture/redact/redaction.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";

/** Seconds of this process's own work, whatever else the machine does. */
function secondsOf(run: () => void): number {
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

test("error texts of upstreams", () => {
  const judge = () => {
    for (const text of ["exceeds ", "model x ", "input token count ", "model: not ", "`inputs` "]) {
      const body = JSON.stringify({ error: { message: text.repeat(100_000) } });
      classify(refusalOf({ status: 400, headers: [], body: Buffer.from(body) }, systemClock));
    }
  };
  expect(secondsOf(judge)).toBeLessThan(1);
});

test("hints of a wait", () => {
  const read = () => {
    for (const text of ["in ", "try again in 1", "1s", "retry_after: 9", "try again in 1m and "]) {
      retryHint({ headers: [], message: text.repeat(300_000), now: 0 });
    }
    const headers = ["retry-after", "1".repeat(300_000), "x-ratelimit-reset", "1s".repeat(300_000)];
    retryHint({ headers, message: null, now: 0 });
  };
  expect(secondsOf(read)).toBeLessThan(1);
});

test("what hides secrets", () => {
  const finder = createSecretFinder(["a".repeat(64)]);
  const hide = () => {
    for (const piece of ["sk-", "sk-abcdefghijklmnopq ", "eyJ", "://", "://a@", "Bearer ", "aaaa"]) {
      redactText(piece.repeat(Math.ceil(1e6 / piece.length)), finder);
    }
  };
  expect(secondsOf(hide)).toBeLessThan(5);
});

test("model strings: a bad one takes no longer than a good one", () => {
  const longest = 1024;
  const hard = [
    "[",
    "]",
    "|",
    "^",
    "!",
    "?",
    "&",
    "=",
    "%",
    "%7C",
    "[weight=",
    "[first]",
    "[,",
    "[]",
    "a|",
    "a^",
    "a!",
    " ",
    "a:",
    "a/",
    ".",
    "\u3000",
    "[max_context=1]",
    "?a=1&",
    "?a=%41",
    "[weight=1][",
    "[weight=9e9]a^",
  ];
  const parse = () => {
    for (const piece of hard) {
      for (const text of [piece.repeat(longest).slice(0, longest), piece.repeat(1_000_000)]) {
        for (let i = 0; i < 20; i++) parseSelector(text);
      }
    }
  };
  // A thousand strings: a tenth of a second where the steps are as many as the characters, half an hour were they squared.
  expect(secondsOf(parse)).toBeLessThan(3);
});
