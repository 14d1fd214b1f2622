import type { CodexBackend } from "../../contract/codex-backend.ts";
import { keepIntegers } from "../../protocols/json/keep-integers.ts";
import type { Driver, DriverContext } from "../../targets/driver.ts";
import type { Endpoint, Instance } from "../../targets/endpoint.ts";
import { forwardedNames } from "../../wire/forwarded-names.ts";
import { masksFor } from "../../wire/masks/masks.ts";
import { extraHeaders, headerVariables, missingHeaders, ownHeaders, secretsInHeaders } from "../extra-headers.ts";
import { forwardsOf } from "../forwards-of.ts";
import { createPool } from "../http/pool.ts";
import { masked } from "../masked.ts";
import { WithoutModelNames } from "../without-model-names.ts";
import { accountInstances, missingPaths } from "./accounts.ts";
import { COMPACT_PATH, createAdapt } from "./adapt/adapt.ts";
import { checkLogins } from "./check.ts";
import { Account } from "./login/account.ts";
import { acrossWorkers } from "./login/across-workers.ts";
import { type LoginFiles, systemFiles } from "./login/login-files.ts";
import { LoginStore } from "./login/login-store.ts";
import { type OnceAToken, onceAToken } from "./login/once-a-token.ts";
import { createRefresh } from "./login/refresh.ts";
import { withLogin } from "./upstream.ts";

const OTHER_ENDPOINTS = [COMPACT_PATH];

/** Files are injected; everything else comes with the context. */
export function createCodexDriver(files: LoginFiles): Driver<CodexBackend> {
  const once = onceAToken();
  return (backend) => ({
    instances: (env) => accountInstances(backend, env),
    connect: (instances, context) => connect({ backend, instances, context, files, once }),
    missing: (env) => [...missingPaths(backend, env), ...missingHeaders(backend, env)],
    headerVariables: headerVariables(backend),
    keyless: () => `The backend "${backend.name}" has no login file: a variable in its path is not set on the server.`,
    checkLogins: (env, now) => checkLogins(backend, files, env, now),
  });
}

interface ConnectInput {
  readonly backend: CodexBackend;
  readonly instances: readonly Instance[];
  readonly context: DriverContext;
  readonly files: LoginFiles;
  readonly once: OnceAToken;
}

function connect({ backend, instances, context, files, once }: ConnectInput): readonly Endpoint[] {
  keepIntegers();
  const { env, clock, log, errand } = context;
  const { origin, timeouts, ca } = backend;
  const connectTimeout = timeouts.connect * 1000;
  const upstream = createPool({
    origin: new URL(origin),
    ca,
    connectTimeout,
    idleTimeout: (timeouts.streamIdle ?? 0) * 1000,
    clock,
  });
  const url = new URL(backend.refreshUrl);
  const refreshing = createPool({ origin: url, ca, connectTimeout, idleTimeout: 0, clock });
  const call = createRefresh({ upstream: refreshing, url, clock });
  const refresh = once(errand === undefined ? call : acrossWorkers(call, url, errand), url);
  const headers = ownHeaders(backend, env);
  const adapt = createAdapt(backend, extraHeaders(backend, env));
  const masks = masksFor(secretsInHeaders(backend, env));
  const forwards = forwardedNames(headers, forwardsOf(backend));
  return instances.map((instance): Endpoint => {
    const { name, keyName } = instance;
    const path = keyName ?? "";
    const store = new LoginStore({ path, name, files, clock, log });
    const account = new Account({ name, store, refresh, clock, log });
    return {
      backend,
      instance,
      upstream: masked(withLogin(account, upstream, clock), masks),
      masks,
      address: backend.name,
      path: backend.path,
      pathFor: null,
      headers,
      protocols: backend.protocols,
      otherEndpoints: OTHER_ENDPOINTS,
      passthrough: false,
      realtime: false,
      // Its requests say `store: false`.
      keepsResponses: false,
      streamsOnly: true,
      limitScope: "instance",
      maxTokensField: "max_completion_tokens",
      customTools: true,
      forwards,
      queryUp: () => "",
      withoutModelNames: (events) => new WithoutModelNames(events),
      dialect: null,
      plainRoles: null,
      adapt,
    };
  });
}

/** The Responses API of a ChatGPT subscription: each login file is one instance. */
export const codexDriver: Driver<CodexBackend> = createCodexDriver(systemFiles);
