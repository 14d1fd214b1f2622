import type { ServerSettings } from "../../runtime/contract/settings.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type Context, textsAt } from "./context.ts";
import { resolveAddress } from "./server-address.ts";

/** `server`, with every default filled in. */
export function resolveServer(context: Context): ServerSettings {
  const { server } = context.config;
  const selectors = server?.client_selectors ?? "full";
  const hosts = namesAt(context, ["server", "allowed_hosts"], "a host that is allowed", hostProblem);
  const allowedHosts = [...new Set(hosts.map((name) => name.replace(/^\[|\]$|\.$/g, "")))];
  const corsOrigins = namesAt(context, ["server", "cors", "origins"], "an origin", originProblem);
  return {
    ...resolveAddress(context),
    maxBodyBytes: server?.max_body_bytes ?? 33_554_432,
    ...(server?.max_parsed_body_bytes !== undefined && { maxParsedBodyBytes: server.max_parsed_body_bytes }),
    ...(server?.max_parsed_values !== undefined && { maxParsedValues: server.max_parsed_values }),
    ...(server?.keep_alive_timeout !== undefined && { keepAliveTimeout: server.keep_alive_timeout }),
    ...(selectors !== "full" && { clientSelectors: selectors }),
    ...(allowedHosts.length > 0 && { allowedHosts }),
    ...(corsOrigins.length > 0 && { corsOrigins }),
    ...(server?.body_idle_timeout !== undefined && { bodyIdle: server.body_idle_timeout }),
    ...(server?.drain_seconds !== undefined && { drain: server.drain_seconds }),
    ...(server?.drain_delay_seconds !== undefined && { drainDelay: server.drain_delay_seconds }),
    ...(server?.workers !== undefined && { workers: typeof server.workers === "number" ? server.workers : "auto" }),
  };
}

type Problem = readonly [about: string, hint: string];

/** In lower case, as browsers send them. */
function namesAt(
  context: Context,
  path: readonly string[],
  what: string,
  problemOf: (name: string) => Problem | null,
): readonly string[] {
  const names = textsAt(context, path).flatMap(({ text, span }) => {
    const name = text.toLowerCase();
    const problem = problemOf(name);
    if (problem === null) return [name];
    const [about, hint] = problem;
    context.found.push(diagnostic("bad-name", span, { name: text, what, about, hint }));
    return [];
  });
  return [...new Set(names)];
}

const HOST = /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?$/;
const ADDRESS = /^\[?([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)\]?$/;

function hostProblem(name: string): Problem | null {
  if (HOST.test(name) || ADDRESS.test(name)) return null;
  const about = "It is compared with the name in the request's `Host`, whatever the port.";
  const bare = name.replace(/^[a-z][a-z0-9+.-]*:\/\//, "").replace(/[/:].*$/, "");
  return [about, HOST.test(bare) ? `Write \`${bare}\`.` : "Write it like `turnout.internal`, one entry for each name."];
}

const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/((?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?)$/;
const EXAMPLE = "Write it like `https://chat.example.com`.";

function originProblem(name: string): Problem | null {
  if (name === "*") return null;
  if (name === "null") {
    return ["Any page can have this origin: a sandboxed frame is enough.", "Serve the page from an origin of its own."];
  }
  const [, scheme = "", host = ""] = ORIGIN.exec(name) ?? [];
  if (scheme === "") {
    const whole = /^https?:\/\/[^/*?#]+(?=[/?#])/.exec(name)?.[0];
    const about = "Browsers send an origin as its scheme, its host and its port, and nothing else.";
    return [about, whole !== undefined && ORIGIN.test(whole) ? `Write \`${whole}\`.` : EXAMPLE];
  }
  const usual = scheme === "https" ? ":443" : scheme === "http" ? ":80" : null;
  if (usual === null || !host.endsWith(usual)) return null;
  const bare = `${scheme}://${host.slice(0, -usual.length)}`;
  return ["Browsers leave out the usual port of a scheme.", `Write \`${bare}\`.`];
}
