/** `npm run bench`, as far as it needs no machine of its own: the command line, the arithmetic, the table. */
import { describe, expect, it, test } from "vitest";
import { compiled } from "../support/compiled.ts";
import { failuresIn } from "./requests/failures.mjs";
import { placesOn, processorsIn, warningsFor } from "./requests/machine.mjs";
import { parseOptions } from "./requests/options.mjs";
import { faultsOf, ratiosOf, tableOf } from "./requests/report.mjs";
import { isStream, ROWS } from "./requests/rows.mjs";
import { planFor } from "./requests/tools.mjs";
import { benchConfig } from "./support/bench-config.mjs";
import { median, quantile } from "./support/statistics.mjs";

describe("the command line", () => {
  it("measures the rows of the table, three rounds, without anything optional", () => {
    expect(parseOptions([])).toEqual({
      kind: "run",
      rows: ["small", "alias", "medium", "large", "sse", "burst"],
      before: null,
      auth: false,
      portkey: false,
      node: process.execPath,
      rounds: 3,
      turns: 12,
      slice: 250,
      json: null,
    });
  });

  it("takes every option", () => {
    const given =
      "--only sse,small,sse --before v0.1.0 --auth --portkey --node /n --rounds 1 --turns 2 --slice 100 --json f";
    expect(parseOptions(given.split(" "))).toEqual({
      kind: "run",
      rows: ["sse", "small"],
      before: "v0.1.0",
      auth: true,
      portkey: true,
      node: "/n",
      rounds: 1,
      turns: 2,
      slice: 100,
      json: "f",
    });
    expect(parseOptions(["--help", "--rounds", "0"])).toEqual({ kind: "help" });
  });

  it("says all that is wrong with it at once", () => {
    expect(parseOptions(["--only", "small,tiny,toString", "--rounds", "0", "--turns", "2.5", "--before", ""])).toEqual({
      kind: "wrong",
      message: [
        "--only: no row 'tiny'; there are small, alias, medium, large, sse, burst, sse-role, burst-role",
        "--only: no row 'toString'; there are small, alias, medium, large, sse, burst, sse-role, burst-role",
        "--rounds: '0' is no whole number from 1 to 99999",
        "--turns: '2.5' is no whole number from 1 to 99999",
        "--before: it has no value",
      ].join("\n"),
    });
  });

  it.each([
    [["--fast"], "--fast"],
    [["--rounds"], "--rounds"],
    [["small"], "small"],
  ])("refuses %j", (argv, word) => {
    expect(parseOptions(argv)).toMatchObject({ kind: "wrong", message: expect.stringContaining(word) });
  });
});

describe("the programs that it needs", () => {
  test.each([
    [{ missing: [], isRoot: false, hasApt: false }, { kind: "ready" }],
    [
      { missing: ["wrk", "nginx"], isRoot: true, hasApt: true },
      { kind: "install", packages: ["wrk", "nginx-light"] },
    ],
  ])("%j", (found, plan) => {
    expect(planFor(found)).toEqual(plan);
  });

  it("names the line to run where it may not install", () => {
    const found = { missing: ["nginx", "taskset"], isRoot: false, hasApt: true };
    expect(planFor(found)).toEqual({
      kind: "tell",
      message: "Missing: nginx, taskset. Run this, then again:\n  sudo apt-get install -y nginx-light util-linux",
    });
    expect(planFor({ ...found, isRoot: true, hasApt: false }).kind).toBe("tell");
  });
});

describe("the machine", () => {
  test.each([
    ["0-1", [0, 1]],
    ["2,5-7", [2, 5, 6, 7]],
    ["3", [3]],
    ["", []],
  ])("may use %j", (list, processors) => {
    expect(processorsIn(list)).toEqual(processors);
  });

  it("keeps proxies apart from the rest where there are two processors", () => {
    expect(placesOn({ processors: [4, 6, 7] })).toEqual({ proxy: 4, other: 6 });
    expect(placesOn({ processors: [4] })).toEqual({ proxy: null, other: null });
  });

  it("warns where figures will be worth little", () => {
    const quiet = { processors: [0, 1], count: 2, load: 1.4 };
    expect(warningsFor(quiet)).toEqual([]);
    expect(warningsFor({ ...quiet, load: 1.5 })).toEqual([expect.stringContaining("load average 1.5 on 2 processors")]);
    expect(warningsFor({ processors: [0], count: 1, load: 0 })).toEqual([
      expect.stringContaining("only one processor"),
    ]);
  });
});

test("quantiles lie between samples if they have to", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
  expect(median([])).toBeNaN();
});

test("failed requests are all that wrk counts as such", () => {
  const summary = "  1200 requests in 3.00s, 1.10MB read\n";
  expect(failuresIn(summary)).toBe(0);
  expect(failuresIn(`${summary}  Socket errors: connect 1, read 20, write 300, timeout 4000\n`)).toBe(4321);
  expect(failuresIn(`${summary}  Non-2xx or 3xx responses: 7\n`)).toBe(7);
  expect(() => failuresIn("unable to connect")).toThrow("unable to connect");
});

describe("the table", () => {
  const columns = [
    { id: "nginx", title: "nginx" },
    { id: "now", title: "Turnout" },
    { id: "relay", title: "a floor" },
  ];
  const nginx = { id: "nginx", costs: [100, 200, 100, 100, 100], failed: 0 };

  it("compares costs with those of nginx in the same turn", () => {
    const [, now] = ratiosOf([nginx, { id: "now", costs: [150, 400, 160, 170, 180], failed: 0 }]);
    expect(now).toEqual({ id: "now", failed: 0, turns: 5, ratio: { median: 1.7, low: 1.6, high: 1.8 } });
  });

  it("leaves out turns in which one of the two answered nothing", () => {
    const lost = { id: "nginx", costs: [100, Number.NaN, 100], failed: 0 };
    const [, now] = ratiosOf([lost, { id: "now", costs: [150, 400, Number.POSITIVE_INFINITY], failed: 0 }]);
    expect(now).toMatchObject({ turns: 1, ratio: { median: 1.5 } });
    expect(ratiosOf([lost, { id: "now", costs: [Number.NaN], failed: 0 }])[1]).toMatchObject({ turns: 0, ratio: null });
  });

  it("has a line for each row, and a dash where a column has no part in it", () => {
    const small = ratiosOf([nginx, { id: "now", costs: [150, 400, 160, 170, 180], failed: 0 }]);
    const large = ratiosOf([nginx, { id: "relay", costs: [50, 100, 50, 50, 50], failed: 0 }]);
    expect(
      tableOf(columns, [
        { name: "small", ratios: small },
        { name: "large", ratios: large },
      ]),
    ).toBe(`| row | what | nginx | Turnout | a floor |
| --- | --- | --: | --: | --: |
| small | 1 KB | 1 | 1.70 [1.60–1.80] | – |
| large | 1 MB | 1 | – | 0.50 [0.50–0.50] |`);
  });

  it("names what makes a run worthless", () => {
    const ratios = ratiosOf([nginx, { id: "now", costs: [], failed: 3 }]);
    expect(tableOf(columns, [{ name: "sse", ratios }])).toContain("| 1 | nothing measured | – |");
    expect(faultsOf(columns, [{ name: "sse", ratios }])).toEqual([
      "sse: 3 requests of Turnout failed",
      "sse: nothing measured of Turnout",
    ]);
    expect(faultsOf(columns, [{ name: "sse", ratios: ratiosOf([nginx]) }])).toEqual([]);
  });
});

describe("what is measured", () => {
  it.each([true, false])("is built from a valid config, with authentication: %j", async (auth) => {
    expect((await compiled(benchConfig({ upstreamPort: 9001, auth }))).pretty).toBe("");
  });

  it("sends bodies of the size that the table states", () => {
    const kilobytes = (row: string) => Math.round(Buffer.byteLength(ROWS[row]?.body ?? "") / 1024);
    expect(["small", "alias", "medium", "large", "sse"].map(kilobytes)).toEqual([1, 1, 64, 1024, 1]);
    for (const [row, { body }] of Object.entries(ROWS)) expect(JSON.parse(body).stream === true).toBe(isStream(row));
  });
});
