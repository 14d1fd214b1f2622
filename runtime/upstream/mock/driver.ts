import type { Clock } from "../../clock.ts";
import type { MockBackend } from "../../contract/mock-backend.ts";
import type { Driver } from "../../targets/driver.ts";
import type { Endpoint } from "../../targets/endpoint.ts";
import type { Upstream } from "../../wire/upstream.ts";
import { faultAnswer } from "./failure.ts";
import { createFaultScript } from "./faults.ts";
import { play } from "./play.ts";
import { respond } from "./respond.ts";
import { scheduleOf } from "./schedule.ts";

/** The built-in offline OpenAI: no sockets, no key, always the same answer to the same request. */
export const mockDriver: Driver<MockBackend> = (backend) => ({
  instances: () => [{ name: `${backend.name}.1`, number: 1, keyName: null, secret: null }],
  connect(instances, { clock }) {
    const upstream = createMock(backend, clock);
    return instances.map(
      (instance): Endpoint => ({
        backend,
        instance,
        upstream,
        address: backend.name,
        path: "/v1",
        pathFor: null,
        headers: [],
        protocols: backend.protocols,
        otherEndpoints: true,
        passthrough: false,
        realtime: false,
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
      }),
    );
  },
  missing: () => [],
  headerVariables: [],
  keyless: () => `The backend "${backend.name}" needs no key.`,
  checkLogins: null,
});

function createMock(backend: MockBackend, clock: Clock): Upstream {
  const nextFault = createFaultScript(backend.faults);
  const idle: (() => void)[] = [];
  let number = 0;
  let open = 0;

  function done(): void {
    open--;
    if (open === 0) for (const resolve of idle.splice(0)) resolve();
  }

  return {
    dispatch(request, events) {
      number++;
      open++;
      const fault = nextFault();
      const stamp = { number, created: Math.floor(clock.wall() / 1000) };
      const answer =
        fault.kind === "status"
          ? faultAnswer(fault.status, fault.code, fault.retryAfter)
          : respond(request, backend.reply, stamp);
      const headers = [...answer.headers, "x-request-id", `req_mock_${number}`];
      play({ status: answer.status, headers }, scheduleOf(answer, fault, backend.wordDelay), events, clock, done);
    },
    close: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  };
}
