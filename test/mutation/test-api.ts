/** What the tests use of vitest, small enough to run a file thousands of times a minute. */
import { ASYMMETRIC_MATCHERS_OBJECT, chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";

type Step = () => unknown;
type Body = (...args: readonly unknown[]) => unknown;

export interface Case {
  readonly body: Step;
  readonly group: Group;
}

interface Group {
  readonly parent: Group | null;
  readonly beforeAll: Step[];
  readonly afterAll: Step[];
  readonly beforeEach: Step[];
  readonly afterEach: Step[];
}

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), chai.expect, {
  ...(globalThis as { [key: symbol]: object })[ASYMMETRIC_MATCHERS_OBJECT],
  poll,
});

/** Longer than anything that a test waits for takes. */
const POLLED_MS = 5_000;

/** The assertion that holds in the end: `expect.poll(read).toBe(2)`. */
function poll(read: Step): object {
  const until = performance.now() + POLLED_MS;
  const get =
    (_: object, name: string) =>
    async (...args: readonly unknown[]) => {
      for (;;) {
        try {
          const assertion = expect(await read()) as unknown as Record<string, Body>;
          return assertion[name]?.(...args);
        } catch (error) {
          if (performance.now() > until) throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
  return new Proxy({}, { get });
}

/** One file: what it registers, in order. */
export function createTestApi() {
  const root = groupIn(null);
  const cases: Case[] = [];
  const finished: Step[] = [];
  let group = root;

  function test(_name: unknown, ...rest: readonly unknown[]): void {
    const body = functionIn(rest);
    // Called without arguments, but for a context that nothing here uses.
    cases.push({ body: () => body({}), group });
  }
  function describe(_name: unknown, ...rest: readonly unknown[]): void {
    group = groupIn(group);
    functionIn(rest)();
    group = group.parent ?? root;
  }
  const eachOf =
    (register: typeof test) =>
    (rows: readonly unknown[]) =>
    (name: unknown, ...rest: readonly unknown[]) => {
      const body = functionIn(rest);
      for (const row of rows) register(name, () => (Array.isArray(row) ? body(...row) : body(row)));
    };
  const forEach =
    (rows: readonly unknown[]) =>
    (name: unknown, ...rest: readonly unknown[]) => {
      const body = functionIn(rest);
      for (const row of rows) test(name, () => body(row, {}));
    };
  const skipIf = (register: typeof test) => (skips: boolean) => (skips ? () => {} : register);

  const withVariants = (register: typeof test) =>
    Object.assign(register, { each: eachOf(register), skipIf: skipIf(register) });
  const full = Object.assign(withVariants(test), { for: forEach });
  return {
    cases,
    root,
    finished,
    module: {
      expect,
      test: full,
      it: full,
      describe: withVariants(describe),
      beforeAll: (step: Step) => group.beforeAll.push(step),
      afterAll: (step: Step) => group.afterAll.push(step),
      beforeEach: (step: Step) => group.beforeEach.push(step),
      afterEach: (step: Step) => group.afterEach.push(step),
      onTestFinished: (step: Step) => finished.push(step),
    },
  };
}

export type TestApi = ReturnType<typeof createTestApi>;

/** From the outside inwards. */
export function groupsOf(group: Group | null): readonly Group[] {
  return group === null ? [] : [...groupsOf(group.parent), group];
}

function groupIn(parent: Group | null): Group {
  return { parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
}

function functionIn(args: readonly unknown[]): Body {
  return args.find((each) => typeof each === "function") as Body;
}
