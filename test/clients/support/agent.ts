/** A model that uses the tools of a coding agent, by whatever names and in whatever shape the agent offers them. */
import type { Asked, Offered } from "../../support/openai-upstream/asked.ts";
import { answer, type Scenario, spoken } from "../../support/openai-upstream/scenario.ts";

/** What it runs; what comes of it is no part of it, so only a shell can have said it. */
export const COMMAND = "echo turnout-$((6 * 7))-here";
export const OUTPUT = "turnout-42-here";
/** A prompt with these words is answered with a patch that makes this file. */
export const PATCH_PROMPT = "Patch the file";
export const PATCHED = { file: "greeting.txt", text: 'grüß dich, \\ "you"\n' };

export const agent: Scenario = (asked) => {
  if (asked.results.length > 0)
    return answer([spoken(`The tool said: ${asked.results.map(({ text }) => text).join()}`)]);
  const wantsPatch = JSON.stringify(asked.fields.messages ?? asked.fields.input).includes(PATCH_PROMPT);
  const call = wantsPatch ? callOf(asked, patches) : callOf(asked, shells);
  // Agents also ask for a title of the conversation, and offer no tools for it.
  return answer([spoken("Let me see."), ...(call === null ? [] : [call])]);
};

/** By the tool's name without its namespace: what to call it with; an object is for a function. */
type Uses = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

const shells: Uses = {
  exec_command: { cmd: COMMAND },
  shell_command: { command: COMMAND },
  shell: { command: ["bash", "-lc", COMMAND] },
  bash: { command: COMMAND, description: "Says where it was" },
  exec: `const { output } = await tools.exec_command({ cmd: ${JSON.stringify(COMMAND)} });\ntext(output);`,
};

const patches: Uses = {
  apply_patch: `*** Begin Patch\n*** Add File: ${PATCHED.file}\n+${PATCHED.text.trimEnd()}\n*** End Patch\n`,
};

function callOf({ tools }: Asked, uses: Uses) {
  for (const tool of tools) {
    const use = uses[bareName(tool)];
    if (use === undefined) continue;
    const given = tool.kind === "custom" || typeof use !== "string" ? use : { input: use };
    const whole = typeof given === "string" ? given : JSON.stringify(given);
    const { kind, name, namespace } = tool;
    return { kind, callId: "call_agent", name, namespace, deltas: whole.match(/.{1,7}/gs) ?? [] };
  }
  return null;
}

/** Where a protocol has no namespaces, they stand in front of the name. */
function bareName({ name }: Offered): string {
  return name.slice(name.lastIndexOf("__") + 1).replace(/^_/, "");
}
