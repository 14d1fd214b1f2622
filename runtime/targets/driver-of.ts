import type { Backend } from "../contract/backend.ts";
import type { BackendDriver, Driver, Drivers } from "./driver.ts";

/**
 * The only place that branches on the kind of a backend.
 * @throws {Error} if the artifact was built without the driver
 */
export function driverOf(backend: Backend, drivers: Drivers): BackendDriver {
  switch (backend.kind) {
    case "http":
      return made(backend, drivers.http);
    case "codex":
      return made(backend, drivers.codex);
    case "mock":
      return made(backend, drivers.mock);
  }
}

function made<B extends Backend>(backend: B, driver: Driver<B> | undefined): BackendDriver {
  if (driver === undefined) throw new Error(`The artifact has no driver for the backend "${backend.name}".`);
  return driver(backend);
}
