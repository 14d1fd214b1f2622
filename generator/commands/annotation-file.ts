import { isAbsolute, relative, resolve } from "node:path";
import type { Context } from "./context.ts";

/**
 * A config's path as an annotation has to name it: from the root of the repository, which GitHub Actions gives as
 * GITHUB_WORKSPACE, and not from the folder of a monorepo in which the command runs.
 */
export function annotationFile({ cwd, env }: Pick<Context, "cwd" | "env">, file: string): string {
  if (!env.GITHUB_WORKSPACE) return file;
  const path = relative(env.GITHUB_WORKSPACE, resolve(cwd, file));
  return path.startsWith("..") || isAbsolute(path) ? file : path.replaceAll("\\", "/");
}
