import { beforeEach, expect, test } from "vitest";
import { type Crew, createCrew } from "../../runtime/workers/crew.ts";
import type { ToWorker } from "../../runtime/workers/messages.ts";
import type { ProcessEvents } from "../../runtime/workers/processes.ts";
import type { Seat } from "../../runtime/workers/seat.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { recordedLog } from "../support/recorded-log.ts";

interface Forked extends ProcessEvents {
  readonly seat: Seat;
  readonly sent: ToWorker[];
  killed: number;
}

let clock: FakeClock;
let forked: Forked[];
let ready: string[];
let over: (readonly [code: number, problem: string | null])[];
let crew: Crew;

beforeEach(() => {
  clock = fakeClock();
  forked = [];
  ready = [];
  over = [];
  crew = createCrew({
    count: 2,
    clock,
    log: recordedLog(),
    errands: undefined,
    sink() {},
    capture: null,
    limit: 30_000,
    fork(seat, events) {
      const each: Forked = { ...events, seat, sent: [], killed: 0 };
      forked.push(each);
      return {
        pid: forked.length,
        stderr: null,
        captured: null,
        send: (messages) => void each.sent.push(...messages),
        kill() {
          each.killed++;
        },
      };
    },
    ready: ({ url }) => void ready.push(url),
    over: (code, problem) => void over.push([code, problem]),
  });
  crew.start();
});

const worker = (index: number): Forked => {
  const found = forked[index];
  if (found === undefined) throw new Error(`no worker ${index}`);
  return found;
};
const listens = (index: number, port = 80) =>
  worker(index).messages([{ kind: "listening", url: `http://h:${port}`, port }]);
const dies = (index: number) => worker(index).ended({ code: null, signal: "SIGKILL" });
const exits = (index: number, code: number) => worker(index).ended({ code, signal: null });

test("it is ready when all listen, once", () => {
  listens(0);
  expect(ready).toEqual([]);
  listens(1);
  dies(1);
  clock.advance(50);
  listens(2);
  expect(ready).toEqual(["http://h:80"]);
});

test("the first problem ends all of them, and is the one that is reported", () => {
  listens(0);
  worker(1).messages([{ kind: "failed", problem: "in use" }]);
  expect(forked.map(({ killed }) => killed)).toEqual([1, 1]);
  exits(1, 1);
  expect(over).toEqual([]);
  dies(0);
  expect(over).toEqual([[1, "in use"]]);
});

test("one that ends before all listen is a problem", () => {
  exits(0, 7);
  dies(1);
  expect(over).toEqual([[1, "a worker ended before it listened: exit code 7"]]);
});

test("one that dies again and again is started ever later, at most once a second", () => {
  listens(0);
  listens(1);
  const delays: number[] = [];
  for (let i = 1; i < 8; i++) {
    dies(i);
    const before = forked.length;
    let waited = 0;
    while (forked.length === before) {
      clock.advance(10);
      waited += 10;
    }
    delays.push(waited);
    listens(i + 1);
  }
  expect(delays).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
  clock.advance(10_000);
  dies(8);
  clock.advance(50);
  expect(forked).toHaveLength(10);
});

test("the port that was given back is asked for again, and no other one is used", () => {
  listens(0, 4000);
  listens(1, 4000);
  dies(0);
  clock.advance(50);
  expect(worker(2).seat).toEqual({ number: 1, port: null });
  dies(1);
  listens(2, 4001);
  expect(worker(2).killed).toBe(1);
  dies(2);
  clock.advance(100);
  expect(forked.slice(3).map(({ seat }) => seat)).toEqual([
    { number: 2, port: 4000 },
    { number: 1, port: 4000 },
  ]);
});

test("all know how many listen", () => {
  listens(0);
  listens(1);
  expect(worker(0).sent.at(-1)).toEqual({ kind: "crew", alive: 2, count: 2 });
  dies(1);
  expect(worker(0).sent.at(-1)).toEqual({ kind: "crew", alive: 1, count: 2 });
});

test("signals are passed on, and it is over when all have ended", () => {
  listens(0);
  listens(1);
  crew.stop("SIGTERM");
  expect(worker(1).sent.at(-1)).toEqual({ kind: "stop", signal: "SIGTERM" });
  exits(0, 0);
  expect(over).toEqual([]);
  exits(1, 0);
  expect(over).toEqual([[0, null]]);
});

test("what waits to be replaced is not, after a signal", () => {
  listens(0);
  listens(1);
  dies(1);
  crew.stop("SIGTERM");
  exits(0, 0);
  expect(over).toEqual([[0, null]]);
  clock.advance(60_000);
  expect(forked).toHaveLength(2);
});

test("the second signal gives 130, the third waits for nothing", () => {
  listens(0);
  listens(1);
  for (let i = 0; i < 2; i++) crew.stop("SIGINT");
  expect(forked.map(({ killed }) => killed)).toEqual([0, 0]);
  crew.stop("SIGINT");
  expect(forked.map(({ killed }) => killed)).toEqual([1, 1]);
  dies(0);
  dies(1);
  expect(over).toEqual([[130, null]]);
});

test("a worker that does not end is ended", () => {
  listens(0);
  listens(1);
  crew.stop("SIGTERM");
  exits(0, 0);
  clock.advance(30_000);
  expect(worker(1).killed).toBe(1);
  dies(1);
  expect(over).toEqual([[1, null]]);
});
