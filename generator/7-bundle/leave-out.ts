import type { Plugin } from "rolldown";

/**
 * What undici's Pool brings along for uses that the runtime has not: bodies that are forms, streams or iterables (the
 * runtime sends Buffers), and HTTP/2 (it never asks for it). 52 KB of an artifact, and the loading of `node:http2`.
 * Each stub says so, should a later undici reach for it.
 */
const STUBS: readonly (readonly [path: string, exports: readonly string[]])[] = [
  ["undici/lib/web/fetch/body.js", ["extractBody"]],
  ["undici/lib/dispatcher/client-h2.js", []],
];

export function leaveOut(): Plugin {
  return {
    name: "turnout:leave-out",
    load(id) {
      const path = id.replaceAll("\\", "/");
      const stub = STUBS.find(([tail]) => path.endsWith(tail));
      if (stub === undefined) return null;
      const [tail, names] = stub;
      const fail = `function leftOut() { throw new Error(${JSON.stringify(`${tail} is not in this artifact`)}); }`;
      return names.length === 0
        ? `${fail}\nmodule.exports = leftOut;`
        : `${fail}\nmodule.exports = { ${names.map((name) => `${name}: leftOut`).join(", ")} };`;
    },
  };
}
