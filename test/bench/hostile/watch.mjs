/**
 * Loaded into the server with `--import`: tells over the process's channel how long its loop was blocked, and the most memory
 * that was in use. Counted is the processor time of the main thread, which a busy machine does not lengthen; Linux only.
 */
import { readFileSync } from "node:fs";
import { GCProfiler, getHeapStatistics } from "node:v8";

const own = `/proc/self/task/${process.pid}/schedstat`;
/** In milliseconds. */
const used = () => Number(readFileSync(own, "latin1").split(" ", 1)[0]) / 1e6;
/** What objects and buffers take, in bytes. */
const inUse = ({ usedHeapSize, externalMemory }) => usedHeapSize + externalMemory;
/** Node 20 calls it otherwise. */
const now = () => {
  const { used_heap_size: usedHeapSize, external_memory: externalMemory } = getHeapStatistics();
  return inUse({ usedHeapSize, externalMemory });
};

let last = used();
let longest = 0;
let base = 0;
/** Sees the memory before and after each collection of garbage. */
let collections = null;

setInterval(() => {
  const now = used();
  longest = Math.max(longest, now - last);
  last = now;
}, 1).unref();

process.on("message", (message) => {
  if (message === "reset") {
    collections?.stop();
    globalThis.gc?.();
    globalThis.gc?.();
    base = now();
    collections = new GCProfiler();
    collections.start();
    last = used();
    longest = 0;
    process.send?.({});
    return;
  }
  const peaks = (collections?.stop().statistics ?? []).map(({ beforeGC }) => inUse(beforeGC.heapStatistics));
  collections = null;
  process.send?.({ longest, peak: Math.max(now(), ...peaks) - base });
});
// The channel must not keep a server alive that was told to stop.
process.channel?.unref();
