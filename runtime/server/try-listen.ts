import { type Listening, type ListenOptions, listen } from "./server.ts";

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another process listens there; choose another --port",
  EACCES: "this user may not; choose a --port above 1023",
  EADDRNOTAVAIL: "this machine has no such address; choose another --host",
  ENOTFOUND: "the name is unknown; choose another --host",
};

export type Started =
  | { readonly ok: true; readonly running: Listening }
  | { readonly ok: false; readonly problem: string };

/** Listens, or reports in one line why it cannot. */
export async function tryListen(options: ListenOptions): Promise<Started> {
  try {
    return { ok: true, running: await listen(options) };
  } catch (error) {
    return { ok: false, problem: `cannot listen on ${options.host}:${options.port}: ${reasonOf(error)}` };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
