/** The test client of each protocol; a new protocol is an entry here. */
import { chatDriver } from "./chat-driver.ts";
import type { ClientDriver } from "./client-driver.ts";
import { responsesDriver } from "./responses-driver.ts";

export const CLIENTS: Readonly<Partial<Record<string, ClientDriver>>> = {
  chat: chatDriver,
  responses: responsesDriver,
};

export function clientOf({ client }: { readonly client: string }): ClientDriver {
  const driver = CLIENTS[client];
  if (driver === undefined) throw new Error(`clients.ts has no client that speaks ${client}`);
  return driver;
}
