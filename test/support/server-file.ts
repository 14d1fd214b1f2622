/** Configs as `server.mjs` files, each built once a run; all go when the run ends. */
import { inject } from "vitest";

/** The path of the server file that `config` compiles to. */
export async function buildServer(config: string): Promise<string> {
  const response = await fetch(inject("builder"), { method: "POST", body: config });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
