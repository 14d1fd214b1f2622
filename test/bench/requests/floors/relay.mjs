/**
 * A floor: what a relay on bare sockets costs in Node. Looks for nothing but where a message ends, and keeps its connections
 * to the upstream. `node relay.mjs PORT`: of the upstream. Sends its own port when it listens.
 */
import { connect, createServer } from "node:net";

const upstreamPort = Number(process.argv[2]);
const idle = [];

/** Bytes of the message that starts in this piece, Infinity if only its last chunk tells. */
function lengthOf(piece) {
  const end = piece.indexOf("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(piece.latin1Slice(0, end));
  return length === null ? Number.POSITIVE_INFINITY : end + 4 + Number(length[1]);
}

const isLast = (piece) => piece.length >= 5 && piece.latin1Slice(piece.length - 5) === "0\r\n\r\n";

/** A connection to the upstream, whose answer goes to `client`. */
function upstreamFor(client) {
  const link = idle.pop() ?? open();
  link.client = client;
  return link.socket;
}

function open() {
  const socket = connect(upstreamPort, "127.0.0.1").setNoDelay(true);
  const link = { socket, client: null, left: 0 };
  socket.on("error", () => {});
  socket.on("data", (piece) => {
    const { client } = link;
    if (client === null) return;
    if (link.left === 0) link.left = lengthOf(piece);
    link.left -= piece.length;
    client.write(piece);
    if (link.left > 0 && !(link.left === Number.POSITIVE_INFINITY && isLast(piece))) return;
    link.left = 0;
    link.client = null;
    idle.push(link);
  });
  return link;
}

const server = createServer((client) => {
  let left = 0;
  let upstream = null;
  client.setNoDelay(true);
  client.on("error", () => {});
  client.on("data", (piece) => {
    if (left === 0) {
      left = lengthOf(piece);
      upstream = upstreamFor(client);
    }
    left -= piece.length;
    upstream.write(piece);
  });
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.once("disconnect", () => process.exit());
