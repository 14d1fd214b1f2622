import type { RequestListener, Server } from "node:http";
import { listen as listhen } from "listhen";
import { systemProblem } from "../files/system-problem.ts";
import { Failure } from "../terminal/failure.ts";

/** How many ports above a taken one are tried. */
const PORTS_ABOVE = 20;

export interface Address {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Listening extends Address {
  readonly url: string;
  readonly server: Server;
  /** Lets open requests finish. */
  close(): Promise<void>;
}

/** A development server on listhen: if the port is taken, the next free one is used. listhen itself prints nothing. */
export async function listen(handler: RequestListener, { host, port }: Address): Promise<Listening> {
  try {
    const listener = await listhen(handler, {
      hostname: host,
      port: { port, ...(port > 0 && { alternativePortRange: [port + 1, Math.min(port + PORTS_ABOVE, 65_535)] }) },
      public: host === "0.0.0.0" || host === "::",
      isTest: true,
      isProd: false,
      showURL: false,
      open: false,
      clipboard: false,
      qr: false,
      // listhen's own signal handling ends the process in the middle of a request.
      autoClose: false,
    });
    const { address, close, server } = listener;
    return { url: listener.url.replace(/\/$/, ""), server: server as Server, host, port: address.port, close };
  } catch (error) {
    throw new Failure(`Nothing can listen on ${host}:${port}: ${systemProblem(error)}.`);
  }
}
