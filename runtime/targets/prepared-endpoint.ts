import type { CompiledRouter } from "../contract.ts";
import { keptBack } from "../wire/headers.ts";
import type { DriverContext, Drivers } from "./driver.ts";
import { driverOf } from "./driver-of.ts";
import type { Endpoint } from "./endpoint.ts";

/** An endpoint with all that can be known of its requests before the first one comes. */
export interface PreparedEndpoint extends Endpoint {
  /** How answers and logs name it: `openai`, or `openai.2` where the backend has several keys. */
  readonly label: string;
  /** The client headers that do not go to it. */
  readonly keptBack: ReadonlySet<string>;
}

/** Every endpoint of the config, by `Backend.index`; a backend whose keys are all unset has none. */
export function prepareEndpoints(
  router: CompiledRouter,
  drivers: Drivers,
  context: DriverContext,
): readonly (readonly PreparedEndpoint[])[] {
  return router.backends.map((backend) => {
    const driver = driverOf(backend, drivers);
    const endpoints = driver.connect(driver.instances(context.env), context);
    return endpoints.map((endpoint) => ({
      ...endpoint,
      label: endpoints.length > 1 ? endpoint.instance.name : backend.name,
      keptBack: keptBack(endpoint.headers, endpoint.withheld),
    }));
  });
}
