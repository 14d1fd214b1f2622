import type { Refresh, Refreshed } from "./refresh.ts";

/** Makes a call, one for all that want to use the same refresh token at the same time, of one at `url`. */
export type OnceAToken = (refresh: Refresh, url: URL) => Refresh;

/**
 * One call for all that want to use the same refresh token at the same time: it works once, and several backends may
 * name one file.
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
