/** A `/v1/realtime` that creates the items it is told to. */
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

export interface RealtimeUpstream {
  readonly url: string;
  readonly asked: readonly IncomingMessage[];
  close(): Promise<void>;
}

export async function startRealtime(): Promise<RealtimeUpstream> {
  const asked: IncomingMessage[] = [];
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false });
  sockets.on("connection", (socket, request) => {
    asked.push(request);
    socket.on("message", (data) => {
      const { item } = JSON.parse(String(data)) as { readonly item: unknown };
      socket.send(JSON.stringify({ type: "conversation.item.created", event_id: "event_1", item }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
