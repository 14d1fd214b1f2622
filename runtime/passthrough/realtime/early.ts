import type { Socket } from "node:net";

/** What a client sends before its WebSocket is open. */
export interface Early {
  /** All of it so far; from then on the socket belongs to the caller. */
  take(): Buffer;
}

/** Clients normally wait for their WebSocket before they send anything. */
const MOST = 65_536;

/** Reads a client's socket while it waits: an unread socket does not notice that the other side has closed. */
export function holdEarly(socket: Socket, head: Buffer): Early {
  const pieces = [head];
  let length = head.length;
  const keep = (bytes: Buffer): void => {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= MOST) socket.pause();
  };
  const gone = (): void => void socket.destroy();
  socket.on("data", keep);
  socket.on("end", gone);
  return {
    take() {
      socket.pause();
      socket.off("data", keep);
      socket.off("end", gone);
      return Buffer.concat(pieces);
    },
  };
}
