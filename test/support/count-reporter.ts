import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Closes the run with one line that a script can read: `120 passed, 0 failed`. A file that does not load, and a hook that throws, count as failures. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const cases: TestCase[] = modules.flatMap((module) => [...module.children.allTests()]);
    const of = (state: string) => cases.filter((one) => one.result().state === state).length;
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const broken = suites.filter((suite) => suite.errors().length > 0).length;
    console.log(`\n${of("passed")} passed, ${of("failed") + broken + unhandled.length} failed`);
  }
}
