/** The SDK's two kept versions, each on a Node that it is made for. */
import { join } from "node:path";
import { MODULES } from "../support/run-client.ts";

export const SDKS = [
  { name: "openai-6", node: process.execPath, versions: [/^6\./, /^v(2\d|[3-9]\d)\./] },
  { name: "openai-7", node: join(MODULES, "node/bin/node"), versions: [/^7\./, /^v24\./] },
] as const;
