/**
 * Loaded into a server before anything else (`--import`): its time stands still, and moves on when the test that
 * started it sends `{ pass: milliseconds }`. Timers without a delay run as ever.
 */
import cluster from "node:cluster";
import { Socket } from "node:net";

const turn = setImmediate;
const setReal = setTimeout;
const clearReal = clearTimeout;
const begun = Date.now();
let time = 0;
let count = 0;
const timers = new Map();

class HeldTimer {
  constructor(fn, ms, args, repeats) {
    Object.assign(this, { fn, ms, args, repeats, number: ++count });
    this.refresh();
  }
  refresh() {
    this.due = time + this.ms;
    timers.set(this.number, this);
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  hasRef() {
    return true;
  }
  [Symbol.toPrimitive]() {
    return this.number;
  }
}

performance.now = () => 1_000 + time;
Date.now = () => Math.floor(begun + time);
globalThis.setTimeout = (fn, ms, ...args) => (ms >= 1 ? new HeldTimer(fn, ms, args, false) : setReal(fn, 0, ...args));
globalThis.setInterval = (fn, ms, ...args) => new HeldTimer(fn, Math.max(1, ms || 0), args, true);
globalThis.clearTimeout = globalThis.clearInterval = (timer) => {
  if (!timers.delete(timer?.number ?? timer)) clearReal(timer);
};

const silence = Symbol("silence");

/** As Node's: says `timeout` when nothing has moved on the socket for so long. */
Socket.prototype.setTimeout = function (ms, listener) {
  this.timeout = ms;
  clearTimeout(this[silence]);
  if (ms > 0) this[silence] = setTimeout(() => this._onTimeout(), ms);
  if (listener !== undefined) this[ms > 0 ? "once" : "off"]("timeout", listener);
  return this;
};
Socket.prototype._unrefTimer = function () {
  if (timers.has(this[silence]?.number)) this[silence].refresh();
};

async function pass(ms) {
  const end = time + ms;
  for (;;) {
    const next = [...timers.values()].reduce(
      (first, one) => (first === null || one.due < first.due ? one : first),
      null,
    );
    if (next === null || next.due > end) break;
    time = next.due;
    timers.delete(next.number);
    if (next.repeats) next.refresh();
    next.fn(...next.args);
    await new Promise(turn);
  }
  time = end;
  // What the timers have set off is on its way before the test hears of it.
  await new Promise(turn);
  await new Promise(turn);
}

/** A server of several processes: time passes in the primary, then in each of its workers. */
async function passInWorkers(ms) {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker.isConnected());
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve) => {
          worker.on("message", ({ passed }) => passed === ms && resolve());
          worker.once("disconnect", resolve);
          worker.send({ pass: ms }, () => {});
        }),
    ),
  );
}

let queue = Promise.resolve();
process.on("message", ({ pass: ms }) => {
  if (ms === undefined) return;
  queue = queue
    .then(() => pass(ms))
    .then(() => passInWorkers(ms))
    .then(() => process.send({ passed: ms }));
});
process.channel.unref();
process.on("disconnect", () => process.exit());
