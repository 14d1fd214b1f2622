import type { CodexBackend } from "../../contract.ts";
import type { Driver, DriverContext, Endpoint } from "../../targets/endpoint.ts";
import { extraHeaders } from "../extra-headers.ts";
import { createPool } from "../http/pool.ts";
import { createAdapt } from "./adapt/adapt.ts";
import { checkLogins } from "./check.ts";
import { Account } from "./login/account.ts";
import { type LoginFiles, systemFiles } from "./login/login-files.ts";
import { LoginStore } from "./login/login-store.ts";
import { onceAToken } from "./login/once-a-token.ts";
import { createRefresh } from "./login/refresh.ts";
import { withLogin } from "./upstream.ts";

/** The account that a request is for is the login's, never the client's. */
const WITHHELD = ["chatgpt-account-id"];

/** Files are injected; the rest comes with the context. */
export function createCodexDriver(files: LoginFiles): Driver<CodexBackend> {
  const once = onceAToken();
  const connect = (backend: CodexBackend, instances: Parameters<Driver<CodexBackend>>[1], context: DriverContext) => {
    const { env, clock, log } = context;
    const { origin, timeouts } = backend;
    const connectTimeout = timeouts.connect * 1000;
    const upstream = createPool({
      origin: new URL(origin),
      connectTimeout,
      idleTimeout: (timeouts.streamIdle ?? 0) * 1000,
      clock,
    });
    const url = new URL(backend.refreshUrl);
    const refreshing = createPool({ origin: url, connectTimeout, idleTimeout: 0, clock });
    const refresh = once(createRefresh({ upstream: refreshing, url, clock }), url);
    const headers = extraHeaders(backend, env);
    const adapt = createAdapt(backend, headers);
    return instances.map((instance): Endpoint => {
      const { name, keyName } = instance;
      const path = keyName ?? "";
      const store = new LoginStore({ path, name, files, clock, log });
      const account = new Account({ name, store, refresh, clock, log });
      return {
        backend,
        instance,
        upstream: withLogin(account, upstream, clock),
        path: backend.path,
        headers,
        withheld: WITHHELD,
        adapt,
        streamsOnly: true,
      };
    });
  };
  return Object.assign(connect, { check: checkLogins(files) });
}

/** The Responses API of a ChatGPT subscription: one instance is one login file. */
export const codexDriver: Driver<CodexBackend> = createCodexDriver(systemFiles);
