import { isDescriptorLeft } from "../env/descriptor-left.ts";
import { everyInterval, watchDescriptors } from "./descriptors.ts";
import { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
import type { Listening } from "./server.ts";
import { tryListen } from "./try-listen.ts";

export interface OpenServer {
  readonly gateway: Gateway;
  readonly running: Listening;
}

/** Starts to serve. If it cannot, says why, closes what is open and returns null. */
export async function openServer(
  options: Omit<GatewayOptions, "descriptors">,
  cannot: (problem: string) => void,
): Promise<OpenServer | null> {
  const descriptors = watchDescriptors({ log: options.log, isLeft: isDescriptorLeft, every: everyInterval });
  const opened = tryOpen({ ...options, descriptors });
  if (!opened.ok) {
    cannot(opened.problem);
    return null;
  }
  const { gateway } = opened;
  process.on("exit", gateway.exit);
  const { host, port, keepAliveTimeout, bodyIdle, httpParser: parser } = options.settings.server;
  const started = await tryListen({ gateway: () => gateway, host, port, keepAliveTimeout, bodyIdle, parser });
  if (!started.ok) {
    cannot(started.problem);
    // Its open handles would keep the process alive.
    await gateway.close();
    return null;
  }
  gateway.join();
  return { gateway, running: started.running };
}

type Opened = { readonly ok: true; readonly gateway: Gateway } | { readonly ok: false; readonly problem: string };

/**
 * If the config cannot be served, for example because of a key that does not fit into a header or a directory in place of a
 * capture file, this is reported rather than thrown.
 */
function tryOpen(options: GatewayOptions): Opened {
  try {
    return { ok: true, gateway: createGateway(options) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
