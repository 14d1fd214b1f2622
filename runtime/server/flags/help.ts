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
  return `A compiled LLM router. It needs Node, and the variables that --about lists.

Usage: node server.mjs [flags]

  --port N                    port, 0 for any free one (env PORT; default ${settings.server.port})
  --host H                    address to listen on (env HOST; default ${settings.server.host})
  --workers N                 processes, or auto: one for each core (default ${settings.server.workers ?? 1})
  --default-backend B         ${wrapped(`for models without a backend: ${names}`)}
  --force-model M             every request goes to this model string
  --static-route S            model string for requests that name no backend
  --log-level L               debug, info, warn, error or silent (default ${settings.log.level})
  --http-parser P             what reads plain requests: fast (default) or node
  --disable-failure-handling  no retry, no failover: the first error is shown
  --capture-file F            ${wrapped(capture)}
  --check-env                 say which variables are unset, and exit
  --about                     print the manifest as JSON
  --version                   print the version
  --help                      print this

Flags win over the environment, and both over the config.
`;
}

/** Behind a flag, in lines of 80 columns with it. */
function wrapped(text: string): string {
  return (text.match(/\S(?:.{0,49}(?=\s|$)|\S*)/g) ?? []).join(`\n${" ".repeat(30)}`);
}
