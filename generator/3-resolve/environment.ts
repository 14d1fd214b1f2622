import type { CodexBackend, EnvRef, Settings } from "../../runtime/contract.ts";
import type { BackendIr, Ir } from "../ir.ts";

type Variable = Ir["environment"][number];

/** Every variable that the artifact reads, in config order; one that is named twice is there twice, for its lines. */
export function resolveEnvironment(backends: readonly BackendIr[], settings: Settings): readonly Variable[] {
  const client = settings.auth.keys.map((key) => variable(key, "a key that clients may use"));
  return [...backends.flatMap(({ backend }) => backendVariables(backend)), ...stateVariables(settings), ...client];
}

function backendVariables(backend: BackendIr["backend"]): readonly Variable[] {
  if (backend.kind === "mock") return [];
  const { headers, name } = backend;
  const headerVariables = headers.flatMap(([header, value]) =>
    (typeof value === "string" ? [] : value)
      .filter((piece) => typeof piece !== "string")
      .map((piece) => variable(piece, `the header ${header} of the backend ${name}`)),
  );
  return [
    ...(backend.kind === "http" ? keyVariables(backend.keys, name) : loginVariables(backend)),
    ...headerVariables,
  ];
}

/** CODEX_HOME is not required: without it the Codex CLI, and so Turnout, looks into ~/.codex. */
function loginVariables({ authFiles, name }: CodexBackend): readonly Variable[] {
  return authFiles.flatMap((file) => {
    if (file.kind === "usual") {
      const purpose = `the folder of the auth.json of the backend ${name}, in place of ~/.codex`;
      return [{ ...variable({ env: "CODEX_HOME", at: file.at }, purpose), required: false }];
    }
    const pieces = typeof file.path === "string" ? [] : file.path.filter((piece) => typeof piece !== "string");
    return pieces.map((piece) => variable(piece, `the auth_file of the backend ${name}`));
  });
}

function keyVariables(
  keys: Extract<BackendIr["backend"], { kind: "http" }>["keys"],
  name: string,
): readonly Variable[] {
  switch (keys.kind) {
    case "none":
      return [];
    case "listed":
      return keys.keys.map((key) => variable(key, `a key of the backend ${name}`));
    case "numbered": {
      const range = { env: `${keys.prefix.env}*`, at: keys.prefix.at };
      return [variable(range, `the keys of the backend ${name}, numbered from 1 to 99`)];
    }
  }
}

/** Not required: a server that has no Redis to share with still answers, from what it remembers itself. */
function stateVariables({ state }: Settings): readonly Variable[] {
  if (state === null) return [];
  return [{ ...variable(state, "the URL of the Redis that servers share their state through"), required: false }];
}

function variable({ env, at }: EnvRef, purpose: string): Variable {
  return { env, at, purpose, required: true };
}
