import { nodeCrypto } from "../../../env/node-modules.ts";
import { isObject, parseObject } from "../../../protocols/json/json-object.ts";
import type { Errand } from "../../../targets/driver.ts";
import { type DeadReason, REASONS, type Refresh, type Refreshed } from "./refresh.ts";
import type { FreshTokens } from "./renewed-text.ts";

const LOST: Refreshed = { kind: "failed", why: "no result from another worker" };

/**
 * Wraps a refresh at `url`, so that of several workers one makes the call, and all get its result. A refresh token works only
 * once, and the file that the new one is written to may be read-only.
 */
export function acrossWorkers(refresh: Refresh, url: URL, errand: Errand): Refresh {
  return (refreshToken, done) => {
    const key = nodeCrypto().createHash("sha256").update(`${url.href} ${refreshToken}`).digest("base64");
    errand({
      key,
      run: (finish) => refresh(refreshToken, (result) => finish(JSON.stringify(result), result.kind === "fresh")),
      done: (text) => done(refreshedFrom(text)),
    });
  };
}

function refreshedFrom(text: string): Refreshed {
  const { kind, why, tokens } = parseObject(text) ?? {};
  if (kind === "failed" && typeof why === "string") return { kind, why };
  if (kind === "dead") {
    const known = [...REASONS.values()].find((reason: DeadReason) => reason === why);
    return known === undefined ? LOST : { kind, why: known };
  }
  const fresh = kind === "fresh" && isObject(tokens) ? tokensFrom(tokens) : null;
  return fresh === null ? LOST : { kind: "fresh", tokens: fresh };
}

function tokensFrom({ accessToken, refreshToken, idToken }: Readonly<Record<string, unknown>>): FreshTokens | null {
  if (typeof accessToken !== "string") return null;
  return { accessToken, refreshToken: textOf(refreshToken), idToken: textOf(idToken) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
