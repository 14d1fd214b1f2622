import type { Clock } from "../../clock.ts";
import type { Upstream } from "../../wire/upstream.ts";
import { CodexExchange } from "./exchange.ts";
import type { Account } from "./login/account.ts";

/** Sends requests over a backend's connections, each with an account's login. */
export function withLogin(account: Account, upstream: Upstream, clock: Clock): Upstream {
  const idle: (() => void)[] = [];
  let open = 0;

  const done = (): void => {
    open--;
    if (open === 0) for (const resolve of idle.splice(0)) resolve();
  };
  const options = { account, upstream, clock, done };

  return {
    dispatch(request, events) {
      open++;
      new CodexExchange(options, request, events).start();
    },
    async close() {
      if (open > 0) await new Promise<void>((resolve) => idle.push(resolve));
      await account.close();
      await upstream.close();
    },
  };
}
