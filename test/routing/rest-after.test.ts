/** What is left to try after a failure. */
import { expect, test } from "vitest";
import type { Verdict } from "../../runtime/failure/classify.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { restAfter } from "../../runtime/routing/rest-after.ts";
import { type Attempt, targetName } from "../../runtime/targets/attempt.ts";
import { attemptFor } from "../support/attempts.ts";

/** `backend.2:model@1000`: a key, a model, and the window in tokens if it is known. Equal backends are one. */
function attempts(...written: readonly string[]): readonly Attempt[] {
  const backends = new Map<string, Attempt["endpoint"]["backend"]>();
  return written.map((text) => {
    const [name = "", window] = text.split("@");
    const plain = attemptFor(name);
    const { label } = plain.endpoint;
    const backend = backends.get(label.split(".")[0] ?? "") ?? plain.endpoint.backend;
    backends.set(label.split(".")[0] ?? "", backend);
    return {
      ...plain,
      endpoint: { ...plain.endpoint, backend },
      rules: window === undefined ? null : { maxContext: Number(window) },
    };
  });
}

const status: Outcome = { kind: "status", status: 500, code: null, message: null, retryAfter: null };
const timeout: Outcome = { kind: "timeout", of: "header" };

function left(verdict: Verdict, outcome: Outcome, [failed, ...rest]: readonly Attempt[]): readonly string[] {
  if (failed === undefined) throw new Error("none has failed");
  return restAfter({ verdict, outcome, failed, rest }).map(targetName);
}

test("after an ordinary failure all others stay, in their order", () => {
  expect(left("retry", status, attempts("a.1:m", "a.2:m", "b:m", "a.1:n"))).toEqual(["a.2:m", "b:m", "a.1:n"]);
});

test("after silence the other keys of that model come last, in their order", () => {
  const all = attempts("a.1:m", "a.2:m", "b:m", "a.3:m", "a.2:n");
  expect(left("retry", timeout, all)).toEqual(["b:m", "a.2:n", "a.2:m", "a.3:m"]);
});

test("after a request that was too long only larger and unknown windows stay", () => {
  const all = attempts("a.1:m@1000", "a.2:m@9000", "b:m@1000", "c:m@1001", "d:m@999", "e:m");
  expect(left("too_long", status, all)).toEqual(["c:m", "e:m"]);
});

test("if the exceeded window is unknown, any other may be larger", () => {
  expect(left("too_long", status, attempts("a.1:m", "a.2:m", "a.1:n", "b:m@5"))).toEqual(["a.1:n", "b:m"]);
});

test("nothing remains of nothing", () => {
  expect(left("too_long", timeout, attempts("a:m"))).toEqual([]);
});
