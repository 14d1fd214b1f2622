import type { CodexBackend } from "../../contract/codex-backend.ts";
import { authPath } from "../../env/auth-path.ts";
import type { Env } from "../../env/env.ts";
import { refsOf } from "../../env/text.ts";
import type { Instance } from "../../targets/endpoint.ts";
import { type MissingVariable, unset } from "../../targets/missing-variable.ts";

type WithFiles = Pick<CodexBackend, "name" | "authFiles">;

/** One for each login file. One whose path contains an unset variable is left out, and the others keep their numbers. */
export function accountInstances({ name, authFiles }: WithFiles, env: Env): readonly Instance[] {
  return authFiles.flatMap((file, index) => {
    const path = authPath(file, env);
    return path === null ? [] : [{ name: `${name}.${index + 1}`, number: index + 1, keyName: path, secret: null }];
  });
}

export function missingPaths({ name, authFiles }: WithFiles, env: Env): readonly MissingVariable[] {
  const paths = authFiles.flatMap((file) => (file.kind === "named" ? refsOf(file.path) : []));
  return unset(paths, env, `path of a login file of backend ${name}`);
}
