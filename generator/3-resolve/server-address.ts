import { isIP } from "node:net";
import type { ServerSettings } from "../../runtime/contract/settings.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type Context, spanAt } from "./context.ts";
import { envRef } from "./env-text.ts";

type Address = Pick<ServerSettings, "host" | "port" | "hostFrom" | "portFrom">;

const HOST = "127.0.0.1";
const PORT = 8000;

/** Where the server listens. A variable in the place of a value is read when it starts; unset, the default counts. */
export function resolveAddress(context: Context): Address {
  const { host = HOST, port = PORT } = context.config.server ?? {};
  const hostFrom = envRef({ text: host, span: spanAt(context, ["server", "host"]) });
  const portFrom = typeof port === "number" ? null : envRef({ text: port, span: spanAt(context, ["server", "port"]) });
  if (hostFrom === null) checkHost(context, host);
  return {
    host: hostFrom === null ? host : HOST,
    port: typeof port === "number" ? port : PORT,
    ...(hostFrom !== null && { hostFrom }),
    ...(portFrom !== null && { portFrom }),
  };
}

function checkHost(context: Context, host: string): void {
  const hint = hintFor(host);
  if (hint === null) return;
  const about = "It is the address of a network interface of the machine, or a name for one, without anything else.";
  const args = { key: "server.host", value: host, about, hint };
  context.found.push(diagnostic("invalid-value", spanAt(context, ["server", "host"]), args));
}

/** What to write in place of what is no host; null for one that may be. */
function hintFor(host: string): string | null {
  if (isIP(host) !== 0) return null;
  const inner = /^\[(.*)\]$/.exec(host)?.[1];
  if (inner !== undefined && isIP(inner) === 6) return `Write it without brackets: \`${inner}\`.`;
  if (host === "*") return "Write `0.0.0.0` for all addresses.";
  const [, name, port] = /^(?:https?:\/\/)?([\w.-]+?)(?::(\d{1,5}))?\/?$/.exec(host) ?? [];
  if (name !== undefined && name !== host) {
    return `Write \`host: ${name}\`${port === undefined ? "" : `, and the port as \`port: ${port}\``}.`;
  }
  const isName = /^[\w.-]+$/.test(host) && !/^[\d.]+$/.test(host) && !/\.\.|^[.-]|-$/.test(host);
  return isName ? null : "Write `127.0.0.1` for this machine alone, or `0.0.0.0` for all addresses.";
}
