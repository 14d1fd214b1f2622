import type { Server } from "node:http";
import type { TakeWebSocket } from "../../request/web-socket.ts";
import type { PassthroughTools } from "../pass-input.ts";
import { createRealtime } from "./create-realtime.ts";
import { takeUpgrades } from "./take-upgrades.ts";

/** What realtime sessions take. */
export interface Realtime {
  create(tools: PassthroughTools): TakeWebSocket;
  /** Hands a server's requests for WebSockets on, and gives back what closes those that are open. */
  takeUpgrades(server: Server, take: TakeWebSocket): () => void;
}

export const realtime: Realtime = { create: createRealtime, takeUpgrades };
