import type { IncomingMessage, ServerResponse } from "node:http";

/** What answers requests by one set of routes. */
export interface Gateway {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Lets go of upstream connections once nothing uses them. */
  close(): Promise<void>;
}

export interface LiveGateway {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** The next request goes to `next`; those under way stay where they are, and the old gateway closes after the last. */
  swap(next: Gateway): void;
  /** Settles when every gateway is closed. */
  close(): Promise<void>;
}

export function liveGateway(first: Gateway): LiveGateway {
  let current = counted(first);
  const retired = new Set<Promise<void>>();
  function retire(gateway: Counted): void {
    const done = gateway.retire().finally(() => retired.delete(done));
    retired.add(done);
  }
  return {
    handle: (request, response) => current.handle(request, response),
    swap(next) {
      const old = current;
      current = counted(next);
      retire(old);
    },
    async close() {
      retire(current);
      await Promise.all(retired);
    },
  };
}

interface Counted {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Closes the gateway when its last open request has ended. */
  retire(): Promise<void>;
}

function counted(gateway: Gateway): Counted {
  let open = 0;
  let idle: (() => void) | null = null;
  return {
    handle(request, response) {
      open++;
      response.once("close", () => {
        open--;
        if (open === 0) idle?.();
      });
      gateway.handle(request, response);
    },
    async retire() {
      if (open > 0) await new Promise<void>((resolve) => (idle = resolve));
      await gateway.close();
    },
  };
}
