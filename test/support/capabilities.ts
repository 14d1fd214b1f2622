import type { Backend } from "../../runtime/contract/backend.ts";
import type { Driver } from "../../runtime/targets/driver.ts";
import { driverOf } from "../../runtime/targets/driver-of.ts";
import type { Capabilities, Endpoint } from "../../runtime/targets/endpoint.ts";
import { codexDriver } from "../../runtime/upstream/codex/driver.ts";
import { httpDriver } from "../../runtime/upstream/http/driver.ts";
import { mockDriver } from "../../runtime/upstream/mock/driver.ts";

/** What a server of the whole API can do, as one that speaks chat. */
export const ALL: Capabilities & Pick<Endpoint, "address" | "masks" | "pathFor"> = {
  protocols: ["chat"],
  otherEndpoints: true,
  passthrough: true,
  realtime: true,
  keepsResponses: false,
  streamsOnly: false,
  limitScope: "model",
  maxTokensField: "max_completion_tokens",
  customTools: true,
  forwards: () => false,
  queryUp: () => "",
  withoutModelNames: null,
  dialect: null,
  plainRoles: null,
  adapt: null,
  masks: null,
  pathFor: null,
  address: "http://upstream.test",
};

/** A driver whose endpoints lead nowhere: for what happens before anything is sent. */
export const nowhereDriver: Driver<Backend> = (backend) => ({
  ...driverOf(backend, { http: httpDriver, codex: codexDriver, mock: mockDriver }),
  connect: (instances) =>
    instances.map((instance) => ({
      ...ALL,
      backend,
      instance,
      upstream: { dispatch() {}, close: () => Promise.resolve() },
      path: "",
      headers: [],
    })),
});
