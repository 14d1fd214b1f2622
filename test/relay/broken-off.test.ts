import { expect, test } from "vitest";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { brokenOff } from "../../runtime/relay/broken-off.ts";

const STATUS: Outcome = { kind: "status", status: 503, code: null, message: null, retryAfter: null };

/** What a client reads whose answer had begun. */
test.each<readonly [string, Outcome, string, string]>([
  ["of silence", { kind: "timeout", of: "idle" }, "upstream_timeout", "stopped sending before the answer was complete"],
  [
    "of an event that makes no sense",
    { kind: "invalid", reason: "malformed" },
    "upstream_invalid",
    "sent an event that cannot be read, before the answer was complete",
  ],
  ["of a cut", { kind: "invalid", reason: "cut" }, "upstream_cut", "broke off before the answer was complete"],
  ["of a connection", { kind: "connection" }, "upstream_cut", "broke off before the answer was complete"],
  ["of an error", STATUS, "upstream_cut", "broke off before the answer was complete"],
])("an answer that broke off because %s says so", (_, outcome, code, message) => {
  expect(brokenOff(outcome)).toMatchObject({ code, message: `The upstream ${message}.` });
});
