import type { Refresh, Refreshed } from "./refresh.ts";

/** Wraps a refresh at `url`, so that concurrent uses of the same refresh token share one call. */
export type OnceAToken = (refresh: Refresh, url: URL) => Refresh;

/**
 * Concurrent uses of a refresh token share one call, because it works only once and several backends may use the same file.
 */
export function onceAToken(): OnceAToken {
  const waiting = new Map<string, ((result: Refreshed) => void)[]>();
  return (refresh, url) => (refreshToken, done) => {
    const key = `${url.href} ${refreshToken}`;
    const others = waiting.get(key);
    if (others !== undefined) {
      others.push(done);
      return;
    }
    const all = [done];
    waiting.set(key, all);
    refresh(refreshToken, (result) => {
      waiting.delete(key);
      for (const each of all) each(result);
    });
  };
}
