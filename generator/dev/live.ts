import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A gateway with one set of routes. */
export interface Gateway {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** A request for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Closes upstream connections once nothing uses them. */
  close(): Promise<void>;
}

export interface LiveGateway {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** A request for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** The next request goes to `next`. Open requests finish on the old gateway, which closes after the last. */
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
    upgrade: (request, socket, head) => current.upgrade(request, socket, head),
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
  /** A request for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Closes the gateway when its last open request has ended. */
  retire(): Promise<void>;
}

function counted(gateway: Gateway): Counted {
  let open = 0;
  let idle: (() => void) | null = null;
  function count(request: ServerResponse | Socket): void {
    open++;
    request.once("close", () => {
      open--;
      if (open === 0) idle?.();
    });
  }
  return {
    handle(request, response) {
      count(response);
      gateway.handle(request, response);
    },
    upgrade(request, socket, head) {
      count(socket);
      gateway.upgrade(request, socket, head);
    },
    async retire() {
      if (open > 0) await new Promise<void>((resolve) => (idle = resolve));
      await gateway.close();
    },
  };
}
