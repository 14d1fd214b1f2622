import type { CompiledRouter } from "../../contract/router.ts";
import type { CompiledIn } from "./settings.ts";

/** The output of `--help`. */
export function helpText(
  { backends, settings }: CompiledRouter,
  compiled: Pick<CompiledIn, "canCapture"> = { canCapture: false },
): string {
  const names = backends.map((backend) => backend.name).join(", ");
  const capture = compiled.canCapture
    ? `record requests and answers there, secrets left out (default ${settings.capture.file ?? "none"})`
    : "only where the config compiled capturing in";
  return `A compiled LLM router. It needs nothing but Node and the environment variables that --about lists.

Usage: node server.mjs [flags]

  --port N                    port to listen on, 0 for any free one (env PORT; default ${settings.server.port})
  --host H                    address to listen on (env HOST; default ${settings.server.host})
  --workers N                 processes that serve on that port, auto for one for each core (default ${settings.server.workers ?? 1})
  --default-backend B         where models without a backend go: ${names}
  --force-model M             every request goes to this model string
  --static-route S            requests that name no backend go to this model string
  --log-level L               debug, info, warn, error or silent (default ${settings.log.level})
  --http-parser P             what reads plain requests: fast (default), or node as for all others
  --disable-failure-handling  show the first upstream error as it is: no retry, no failover
  --capture-file F            ${capture}
  --check-env                 say which environment variables are unset, and exit
  --about                     print the manifest as JSON: backends, origins, environment, features
  --version                   print the version
  --help                      print this

Flags win over the environment, and both over the config.
`;
}
