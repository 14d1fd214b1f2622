import type { LogLevel } from "../../runtime/contract/settings.ts";

/** The flags of the artifact that `turnout serve` hands on. `runtime/server/flags` defines them; a test holds the two together. */
export const SERVER_ARGUMENTS = {
  port: { type: "string", valueHint: "PORT", description: "Port to listen on; 0 takes a free one." },
  host: { type: "string", valueHint: "HOST", description: "Address to listen on." },
  workers: { type: "string", valueHint: "N", description: "Processes that serve; auto for one for each core." },
  "log-level": {
    type: "enum",
    options: ["debug", "info", "warn", "error", "silent"] as LogLevel[],
    description: "What is logged.",
  },
  "http-parser": {
    type: "enum",
    options: ["fast", "node"] as ("fast" | "node")[],
    description: "What reads plain requests.",
  },
  "disable-failure-handling": { type: "boolean", description: "Show the client the first failure as it came." },
  "capture-file": { type: "string", valueHint: "FILE", description: "Record traffic in this file, as JSON lines." },
  "check-env": { type: "boolean", description: "Say which variables are unset, and exit." },
  about: { type: "boolean", description: "Print the manifest, and exit." },
} as const;

/** The server flags among a command's arguments, as the artifact takes them. */
export function serverFlags(
  args: Readonly<Record<string, unknown>>,
  all: (flag: string) => readonly string[],
): string[] {
  return Object.entries(SERVER_ARGUMENTS).flatMap(([name, { type }]) => {
    if (type === "boolean") return args[name] === true ? [`--${name}`] : [];
    const value = all(name).at(-1);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
}
