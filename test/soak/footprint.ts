/** What an idle server keeps in memory. */
import { readdirSync, readlinkSync } from "node:fs";
import type { RunningArtifact } from "../support/artifact.ts";

export interface Footprint {
  /** Bytes in use after garbage was collected, buffers included. */
  readonly heap: number;
  /** Bytes. */
  readonly rss: number;
  /** null where the system does not tell. */
  readonly sockets: number | null;
}

/** To be put before the server's own code. */
export const PROBE = { NODE_OPTIONS: `--import ${new URL("probe.mjs", import.meta.url).href}` };

/** Measures one server, again and again. */
export function footprints(artifact: RunningArtifact): () => Promise<Footprint> {
  let count = 0;
  return async () => {
    count += 1;
    const line = artifact.logged(new RegExp(`^probe ${count} `));
    artifact.signal("SIGUSR2");
    const { heap, rss } = JSON.parse((await line).split(" ").slice(2).join(" ")) as { heap: number; rss: number };
    return { heap, rss, sockets: socketsOf(artifact.pid) };
  };
}

export function socketsOf(pid: number): number | null {
  if (process.platform !== "linux") return null;
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((fd) => targetOf(`${folder}/${fd}`).startsWith("socket:")).length;
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // It was closed meanwhile.
  }
}
