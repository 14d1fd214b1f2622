import { type Command, command } from "../terminal/command.ts";
import { printDiagnostics } from "../terminal/print-diagnostics.ts";
import { renderExplanation } from "../terminal/render-explanation.ts";
import { OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { readOverrides } from "./read-overrides.ts";
import { runCompiler } from "./run-compiler.ts";

export function explainCommand(context: Context): Command {
  const { terminal, env } = context;
  return command({
    name: "explain",
    summary: "Shows every step from a model string to the ordered attempts, with the config line of each",
    args: {
      model: { type: "positional", description: "Model strings, as clients send them." },
      config: { type: "string", default: DEFAULT_CONFIG, valueHint: "FILE", description: "The config." },
      json: { type: "boolean", description: "Print JSON, an object for each model string." },
      ...OVERRIDE_ARGUMENTS,
    },
    variadic: true,
    notes: [
      "No random choice is made: weighted branches come as they are written, rotations start at the first key. The exit",
      "code is 1 when the config is wrong; a model string that leads nowhere is an answer, not a failure.",
    ].join("\n"),
    examples: [
      ["turnout explain gpt-4o", "one name"],
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
      const { ok, ir } = await runCompiler(context, read.source, { format: "pretty", overrides, bundle: false });
      if (!ok || ir === null) return 1;
      const { explain } = await import("../explain/explain.ts");
      const explanations = args._.map((model) => explain(ir, model));
      if (args.json) terminal.answer(JSON.stringify(explanations, null, 2));
      else {
        const colour = terminal.colour.answer;
        terminal.answer(explanations.map((one) => renderExplanation(one, { colour })).join("\n"));
      }
      return 0;
    },
  });
}
