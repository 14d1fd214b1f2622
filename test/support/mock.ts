import type { MockBackend } from "../../runtime/contract/mock-backend.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import { mockDriver } from "../../runtime/upstream/mock/driver.ts";
import type { Upstream } from "../../runtime/wire/upstream.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";

export function mockBackend(options: Partial<MockBackend> = {}): MockBackend {
  return {
    kind: "mock",
    type: "mock",
    name: "mock",
    index: 0,
    at: "config.yaml:2",
    defaults: {},
    forced: {},
    modelDefaults: {},
    timeouts: { connect: 5, header: null, total: null, firstToken: null, streamIdle: null },
    contextWindows: {},
    streamRecovery: "none",
    affinity: "none",
    protocols: ["chat"],
    wordDelay: 0,
    reply: null,
    faults: [],
    ...options,
  };
}

/** A mock upstream and the clock it lives by. */
export function startMock(options: Partial<MockBackend> = {}): {
  readonly upstream: Upstream;
  readonly clock: FakeClock;
} {
  const clock = fakeClock();
  const log = createLogger({ level: "silent", secrets: [], clock, sink: () => {} });
  const driver = mockDriver(mockBackend(options));
  const [endpoint] = driver.connect(driver.instances({}), { env: {}, clock, random: () => 0.5, log });
  if (endpoint === undefined) throw new Error("the driver made no endpoint for its instance");
  return { upstream: endpoint.upstream, clock };
}
