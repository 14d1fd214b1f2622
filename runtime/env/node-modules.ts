import { createRequire } from "node:module";

/*
 * Modules of Node's that together take a fifth of what a start of Node itself takes. They are loaded by what first needs them:
 * client keys, a TLS connection, an id. Many servers start, and answer their first request, without.
 */

let cryptoModule: typeof import("node:crypto") | undefined;
let tlsModule: typeof import("node:tls") | undefined;

export function nodeCrypto(): typeof import("node:crypto") {
  cryptoModule ??= process.getBuiltinModule?.("node:crypto") ?? required("node:crypto");
  return cryptoModule;
}

export function nodeTls(): typeof import("node:tls") {
  tlsModule ??= process.getBuiltinModule?.("node:tls") ?? required("node:tls");
  return tlsModule;
}

/** For Node 21, and the first releases of 22, which have no other way. */
function required<Name extends "node:crypto" | "node:tls">(name: Name): BuiltIn[Name] {
  return createRequire(import.meta.url)(name);
}

interface BuiltIn {
  readonly "node:crypto": typeof import("node:crypto");
  readonly "node:tls": typeof import("node:tls");
}
