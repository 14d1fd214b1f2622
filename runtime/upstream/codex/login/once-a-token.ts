import type { Refresh, Refreshed } from "./refresh.ts";

/**
 * One call for all that want to use the same refresh token at the same time: it works once, and several backends may
 * name one file.
 * @returns what makes such a call of one at `url`
 */
export function onceAToken(): (refresh: Refresh, url: URL) => Refresh {
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
