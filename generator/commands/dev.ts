import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Address } from "../dev/listen.ts";
import { liveGateway } from "../dev/live.ts";
import { oneAtATime } from "../dev/one-at-a-time.ts";
import { type FileWatcher, watchFiles } from "../dev/watch-files.ts";
import { type Command, command } from "../terminal/command.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { CONFIG_ARGUMENT, OVERRIDE_ARGUMENTS } from "./config-arguments.ts";
import type { Context } from "./context.ts";
import { devBuilder } from "./dev-build.ts";
import { DEFAULT_CONFIG, readConfig } from "./read-config.ts";
import { readConfigOrBuiltIn } from "./read-config-or-built-in.ts";
import { ENV_FILE, readEnvFile } from "./read-env-file.ts";
import { readOverrides } from "./read-overrides.ts";
import { SERVER_ARGUMENTS, serverFlags } from "./server-flags.ts";

export function devCommand(given: Context): Command {
  const { terminal, cwd } = given;
  const { port, host, "log-level": logLevel, "capture-file": captureFile } = SERVER_ARGUMENTS;
  return command({
    name: "dev",
    summary: "Serves a config and swaps the routes when it changes",
    args: {
      ...CONFIG_ARGUMENT,
      port,
      host,
      "log-level": logLevel,
      "capture-file": captureFile,
      ...OVERRIDE_ARGUMENTS,
    },
    notes: [
      "A file .env in this folder is read; what is set already counts more.",
      "A change in the config takes effect with the next request; answers under way finish on the routes that they",
      "began with. A config with a mistake changes nothing: it is reported, and the routes before it stay. If the port",
      "is taken, the next free one is used. A change of host, port or keys in the environment needs a restart.",
    ].join("\n"),
    examples: [
      ["turnout dev", "config.yaml in this folder"],
      ["turnout dev prod.yaml --port 9000", "another config, another port"],
    ],
    async run({ args, all }) {
      if (args.config === "-") throw new UsageError("`turnout dev` watches a file, and standard input is none.");
      const overrides = readOverrides(all, given.env);
      const context = { ...given, env: await readEnvFile(given) };
      const envFile = resolve(cwd, ENV_FILE);
      const envText = () => readFile(envFile, "utf8").catch(() => null);
      const envAtStart = await envText();
      const config = resolve(cwd, args.config ?? DEFAULT_CONFIG);
      let beside: readonly string[] = [];
      let watcher: FileWatcher | null = null;
      const watch = (paths: readonly string[]) => {
        beside = paths;
        watcher?.watch([config, envFile, ...beside]);
      };
      const build = devBuilder(context, { overrides, flags: serverFlags(args, all), watch });
      const first = await build(await readConfigOrBuiltIn(context, args.config));
      if (first.kind !== "built") return 1;
      const { source, gateway, address } = first;
      // A config that is deleted must not be followed by the built-in one, which lets in everyone.
      let isFile = source.note === undefined;
      const read = () =>
        isFile ? readConfig(context, args.config ?? DEFAULT_CONFIG) : readConfigOrBuiltIn(context, args.config);
      const warn = createWarnings(terminal.log.warn);
      warn(first.notices);
      if (source.note !== undefined) terminal.log.info(source.note);

      const live = liveGateway(gateway);
      const stop = context.stopSignal();
      const { listen } = await import("../dev/listen.ts");
      const listening = await listen((request, response) => live.handle(request, response), address).catch(
        async (error: unknown) => {
          // Its open connections would keep the process running.
          await live.close();
          throw error;
        },
      );
      const { takeUpgrades } = await import("../dev/load-gateway.ts");
      const closeWebSockets = await takeUpgrades(listening.server, live.upgrade);
      watcher = watchFiles(
        oneAtATime(async () => {
          if ((await envText()) !== envAtStart) warn([`${ENV_FILE} changed: restart \`turnout dev\` to use it`]);
          const next = await build(await read()).catch((error: unknown) => {
            terminal.log.error(error instanceof Error ? error.message : String(error));
            return { kind: "failed" as const };
          });
          if (next.kind === "failed") terminal.log.warn("the routes before this change stay");
          if (next.kind !== "built") return;
          live.swap(next.gateway);
          isFile = next.source.note === undefined;
          warn(next.notices);
          warn(restartNotices(address, next.address));
          terminal.log.success(`${next.source.file} changed: its routes are live`);
        }),
      );
      watcher.watch([config, envFile, ...beside]);
      // Logged last, because whoever waits for this line may edit the config at once.
      terminal.log.success(`${source.file} on ${listening.url}`);
      if (!stop.aborted) await once(stop, "abort");
      watcher.close();
      closeWebSockets();
      await Promise.all([listening.close(), live.close()]);
      return 0;
    },
  });
}

/** Prints each warning when it is new: one that still holds after the next change is not repeated. */
function createWarnings(print: (text: string) => void): (notices: readonly string[]) => void {
  let shown: ReadonlySet<string> = new Set();
  return (notices) => {
    for (const notice of notices) if (!shown.has(notice)) print(notice);
    shown = new Set([...shown, ...notices]);
  };
}

/** What a change of the config asks for that a running server cannot do. */
function restartNotices(now: Address, wanted: Address): string[] {
  const moved = (["host", "port"] as const).filter((key) => now[key] !== wanted[key]);
  return moved.map((key) => `server.${key} is now ${wanted[key]}: restart \`turnout dev\` for that`);
}
