import type { CodexBackend } from "../../runtime/contract/codex-backend.ts";
import { type BackendFacts, type Variable, variable } from "./backend-facts.ts";
import { headerVariables } from "./header-variables.ts";

export function codexFacts(backend: CodexBackend): BackendFacts {
  return {
    instances: { kind: "counted", count: backend.authFiles.length },
    instanceNoun: "logins",
    origin: backend.origin,
    refreshOrigin: new URL(backend.refreshUrl).origin,
    environment: [...loginVariables(backend), ...headerVariables(backend)],
    modelsOnly: "A ChatGPT subscription gives the Responses API, and nothing else of the API.",
    realtime: false,
    keepsResponses: false,
  };
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
