import { type Command, command } from "../terminal/command.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import { renderExplanation } from "../terminal/render-explanation.ts";
import { OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { readOverrides } from "./read-overrides.ts";
import { runCompiler } from "./run-compiler.ts";

/** The config says where its models lead all the same, and what leads elsewhere is what one wants to see. */
const TEST_FAILED = "routing-test-failed";

export function explainCommand(context: Context): Command {
  const { terminal, env } = context;
  return command({
    name: "explain",
    summary: "Shows every step from a model string to the ordered attempts, with the config line of each",
    args: {
      model: { type: "positional", description: "Model strings, as clients send them." },
      config: { type: "string", default: DEFAULT_CONFIG, valueHint: "FILE", description: "The config." },
      json: { type: "boolean", description: "Print JSON, an object for each model string." },
      expect: { type: "boolean", description: "Print also what a routing test's `expect` lists." },
      ...OVERRIDE_ARGUMENTS,
    },
    variadic: true,
    notes: [
      "No random choice is made: weighted branches come as they are written, rotations",
      "start at the first key. Exit code: 0, also for a model string that leads nowhere",
      "and beside a routing test that fails; 1 the config is wrong, 2 wrong usage.",
    ].join("\n"),
    examples: [
      ["turnout explain gpt-4o", "one name"],
      ["turnout explain gpt-4o --expect", "with a list to paste into a routing test"],
      ["turnout explain 'openai:gpt-4o?temperature=0.2|groq:llama-3.3-70b-versatile'", "a group, quoted for the shell"],
      ["turnout explain fast smart --config prod.yaml --json", "several, for a program"],
    ],
    async run({ args, all }) {
      const overrides = readOverrides(all, env);
      const read = await readConfig(context, args.config);
      if (!read.ok) {
        printDiagnostics(terminal, "pretty", [read.diagnostic]);
        return 1;
      }
      const options = { format: "pretty", overrides, bundle: false } as const;
      const { ir, diagnostics } = await runCompiler(context, read.source, options);
      if (ir === null) return 1;
      const [{ explain }, { targetsOf }] = await Promise.all([
        import("../explain/explain.ts"),
        import("../explain/targets-of.ts"),
      ]);
      const failing = new Set(diagnostics.flatMap(({ code, span }) => (code === TEST_FAILED ? [span?.offset] : [])));
      const asked = new Set(ir.tests.flatMap(({ model, origin }) => (failing.has(origin.offset) ? [model] : [])));
      const explained = args._.map((model) => ({ ...explain(ir, model), expect: targetsOf(ir, model) }));
      if (args.json) terminal.answer(JSON.stringify(explained, null, 2));
      else {
        const colour = terminal.colour.answer;
        const texts = explained.map(
          ({ expect, ...one }) =>
            renderExplanation(one, { colour }) +
            (args.expect || asked.has(one.model) ? `  expect: ${JSON.stringify(expect)}\n` : ""),
        );
        terminal.answer(texts.join("\n"));
      }
      return diagnostics.some(({ severity, code }) => severity === "error" && code !== TEST_FAILED) ? 1 : 0;
    },
  });
}
