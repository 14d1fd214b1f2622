import type { Server } from "node:http";
import type { TakeWebSocket } from "../../request/web-socket.ts";
import type { PassthroughTools } from "../pass-input.ts";
import { createRealtime } from "./create-realtime.ts";
import { takeUpgrades, type UpgradeTools } from "./take-upgrades.ts";

/** The parts of an artifact that realtime sessions need. */
export interface Realtime {
  create(tools: PassthroughTools): TakeWebSocket;
  /** Hands over a server's requests for WebSockets; returns a function that closes the open ones. */
  takeUpgrades(server: Server, tools: UpgradeTools): () => void;
}

export const realtime: Realtime = { create: createRealtime, takeUpgrades };
