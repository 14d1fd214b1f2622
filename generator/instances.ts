import type { Backend } from "../runtime/contract.ts";

/** `${KEY_*}` takes KEY_1 … KEY_99. */
const MOST_NUMBERED = 99;

/** How many instances a backend can have: the number behind its dot goes from 1 to this. */
export function instanceCount(backend: Backend): number {
  if (backend.kind === "codex") return backend.authFiles.length;
  if (backend.kind === "mock" || backend.keys.kind === "none") return 0;
  return backend.keys.kind === "numbered" ? MOST_NUMBERED : backend.keys.keys.length;
}

/** The instance that a text names; null if the backend has no such instance. */
export function instanceNumber(backend: Backend, text: string): number | null {
  const number = Number(text);
  return /^[1-9]\d?\d?$/.test(text) && number <= instanceCount(backend) ? number : null;
}
