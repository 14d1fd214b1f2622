import { test } from "vitest";
import { expectGood } from "./expectations.ts";
import { reportText } from "./report.ts";
import { soak } from "./soak.ts";

test("20,000 requests through upstreams that fail: none is lost, and nothing is left behind", async () => {
  const report = await soak({ requests: 20_000, seed: 20_000 });
  console.log(reportText(report));
  expectGood(report);
}, 900_000);
