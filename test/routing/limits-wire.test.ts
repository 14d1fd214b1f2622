import { describe, expect, test } from "vitest";
import { stall } from "../support/answers.ts";
import { backend, gateway } from "../support/gateway.ts";

describe("time is left for nobody", () => {
  const it = gateway(
    (url) => `
backends:
${backend("a", url, "timeout: 0.9")}
${backend("b", url)}
failure_handling: { enabled: false, total_timeout_budget: 0.6 }
`,
  );

  test("where no other target would be asked", async () => {
    it.upstream.once("/a/", stall);
    expect((await it.ask("a:m|b:m")).status).toBe(504);
    expect((await it.line("a:m|b:m")).tried).toMatchObject([{ target: "a:m", reason: "total_timeout" }]);
  });
});
