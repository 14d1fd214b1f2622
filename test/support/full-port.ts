/** A port on which connections are never made: something listens, but accepts no connection, and its queue is full. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll } from "vitest";

/** Listens with the shortest queue there is, says where, and then never does anything again. */
const LISTENER = `
require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, function () {
  require("node:fs").writeSync(1, String(this.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;
/** Linux queues one more than it was asked to. */
const QUEUED = 2;

const children = new Set<ChildProcess>();
const queued = new Set<Socket>();
afterAll(() => {
  for (const socket of queued) socket.destroy();
  for (const child of children) child.kill("SIGKILL");
});

/** Lasts until the tests of the file are over. */
export async function fullPort(): Promise<number> {
  const child = spawn(process.execPath, ["-e", LISTENER], { stdio: ["ignore", "pipe", "ignore"] });
  children.add(child);
  const [text] = await once(child.stdout, "data");
  const port = Number(String(text));
  for (let i = 0; i < QUEUED; i++) {
    const socket = connect(port, "127.0.0.1");
    queued.add(socket);
    socket.on("error", () => socket.destroy());
    await once(socket, "connect");
  }
  return port;
}
