import type { Backend } from "../contract.ts";
import type { BackendDriver, Driver, Drivers } from "./driver.ts";

/**
 * The one place where the kind of a backend decides what happens.
 * @throws {Error} where the artifact was built without the driver
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
