import { connect as connectTcp, type Socket } from "node:net";
import type { SecureContext } from "node:tls";
import type { Clock } from "../../clock.ts";
import { nodeTls } from "../../env/node-modules.ts";
import { UpstreamFailure } from "../../wire/upstream.ts";

export interface SocketOptions {
  readonly origin: URL;
  /** Which authorities are trusted; null for those that Node trusts. */
  readonly trust: Trust | null;
  /** Milliseconds for TCP and TLS together. */
  readonly connectTimeout: number;
  /**
   * Milliseconds without a byte until the socket emits "timeout"; 0 for never. Called when the connection is established.
   */
  readonly idleTimeout: () => number;
  readonly clock: Clock;
  /** Called with each read. The bytes are only valid until it returns; false pauses reading. */
  readonly receive: (bytes: Buffer) => boolean;
}

export interface Trust {
  readonly context: SecureContext;
  readonly ca: string;
}

/** All reads of all connections use this one Buffer: readers copy what they keep, and idle streams hold no memory. */
const READ_BUFFER = Buffer.allocUnsafeSlow(65_536);

/** TLS sessions by origin and trust, because a session is not verified again: the second connection skips half of the handshake. */
const sessions = new Map<string, Buffer>();

/** Opens a connection; failures are reported as the socket's "error". */
export function openSocket({ origin, trust, connectTimeout, idleTimeout, clock, receive }: SocketOptions): Socket {
  const host = origin.hostname.replace(/^\[|\]$/g, "");
  const secure = origin.protocol === "https:";
  const port = Number(origin.port || (secure ? 443 : 80));
  const onread = {
    buffer: READ_BUFFER,
    callback: (length: number) => receive(READ_BUFFER.subarray(0, length)),
  };
  const socket = secure ? openTls(origin.origin, trust, { host, port, onread }) : connectTcp({ host, port, onread });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  const timer = clock.setTimer(connectTimeout, () => {
    socket.destroy(new UpstreamFailure("timeout", "The connection was not made in time."));
  });
  const made = () => {
    timer.cancel();
    socket.setTimeout(idleTimeout());
  };
  socket.once(secure ? "secureConnect" : "connect", made);
  socket.once("close", () => timer.cancel());
  return socket;
}

interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly onread: { readonly buffer: Buffer; readonly callback: (length: number) => boolean };
}

function openTls(origin: string, trust: Trust | null, target: TlsTarget): Socket {
  const key = trust === null ? origin : `${origin} ${trust.ca}`;
  const session = sessions.get(key);
  // Server Name Indication is only for names: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = /^[\d.]+$|:/.test(target.host) ? "" : target.host;
  const socket = nodeTls().connect({
    ...target,
    servername,
    ALPNProtocols: ["http/1.1"],
    ...(session && { session }),
    ...(trust && { secureContext: trust.context }),
  });
  socket.on("session", (fresh) => sessions.set(key, fresh));
  return socket;
}
