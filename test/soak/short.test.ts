import { test } from "vitest";
import { expectGood } from "./expectations.ts";
import { reportText } from "./report.ts";
import { soak } from "./soak.ts";

test("1,500 requests through upstreams that fail: none is lost, and nothing is left behind", async () => {
  const report = await soak({ requests: 1_500, seed: 7 });
  console.log(reportText(report));
  expectGood(report);
});
