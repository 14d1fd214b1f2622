import type { Backend } from "../../contract/backend.ts";
import type { CompiledRouter } from "../../contract/router.ts";
import { NO_RACES } from "../../routing/choose.ts";
import { nearNames } from "../../selector/near.ts";
import { parseSelector } from "../../selector/parse.ts";

/** Why a model string from a flag cannot be used; null if it can. */
export function modelStringProblem(
  text: string,
  { backends, models }: Pick<CompiledRouter, "backends" | "models">,
  canRace: boolean,
): string | null {
  const parsed = parseSelector(text);
  if (!parsed.ok) return parsed.error.message;
  if (parsed.selector.kind === "parallel" && !canRace) return NO_RACES;
  for (const branch of parsed.selector.branches) {
    const issue = branch.issues[0];
    if (issue?.kind === "unknown") return `unknown parameter '${issue.name}'`;
    if (issue !== undefined) return `${issue.name} must be ${issue.expected}, not '${issue.value}'`;
    const problem =
      branch.backend === null || models.some(({ id }) => id === branch.route)
        ? null
        : backendProblem(branch.backend, backends);
    if (problem !== null) return problem;
  }
  return null;
}

/** Lists the compiled backends if a name is not among them. */
export function backendProblem(name: string, backends: readonly Backend[]): string | null {
  const names = backends.map((backend) => backend.name);
  if (names.includes(name)) return null;
  const near = nearNames(name, names)[0];
  const hint = near === undefined ? "" : ` Did you mean '${near}'?`;
  return `backend '${name}' was not compiled in.${hint} Compiled in: ${names.join(", ")}`;
}
