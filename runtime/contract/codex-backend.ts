import type { BackendBase } from "./backend-base.ts";
import type { HeaderGlob } from "./http-backend.ts";
import type { Text } from "./text.ts";

/** The Responses API of a ChatGPT subscription, with the login of the Codex CLI. */
export interface CodexBackend extends BackendBase {
  readonly kind: "codex";
  readonly type: "openai-codex";
  readonly protocols: readonly ["responses"];
  /** `https://chatgpt.com`. */
  readonly origin: string;
  /** The path before `/responses`: `/backend-api/codex`. Never ends in a slash. */
  readonly path: string;
  /** The complete URL for refreshing tokens, `https://auth.openai.com/oauth/token`. */
  readonly refreshUrl: string;
  /** Each file is one account and one instance: `codex.1`, `codex.2`, … Never empty. */
  readonly authFiles: readonly AuthFile[];
  /** The only certificate authorities that are trusted, in PEM form; left out for those that Node trusts. */
  readonly ca?: string;
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The client headers that are forwarded in addition to the usual ones; left out if there are none. */
  readonly forwardHeaders?: readonly HeaderGlob[];
  /** The text of `instructions_file`, read by the build; null if there is none. */
  readonly instructions: string | null;
}

/** Where a ChatGPT login is stored. `at` is the config line that refers to it. */
export type AuthFile =
  /** `$CODEX_HOME/auth.json`, else `~/.codex/auth.json`. */
  | { readonly kind: "usual"; readonly at: string }
  /** A leading `~/` stands for the home folder. */
  | { readonly kind: "named"; readonly path: Text; readonly at: string };
