import type { CompiledRouter } from "../../contract.ts";
import type { Env } from "../../env/env.ts";
import type { Drivers, LoginReport } from "../../targets/driver.ts";
import { driverOf } from "../../targets/driver-of.ts";
import { checkEnv } from "../check.ts";

export interface CheckReport {
  readonly kind: "print";
  readonly text: string;
  /** 1: some request could not be answered for want of what is named. */
  readonly code: 0 | 1;
}

/**
 * What `--check-env` says: of each variable that is not set, and of each login file.
 * @param now milliseconds since 1970
 */
export function checkReport(router: CompiledRouter, drivers: Drivers, env: Env, now: number): CheckReport {
  const missing = checkEnv(router, drivers, env);
  const lines = missing.map(({ env: name, at, purpose }) => `${name} is not set: ${purpose} (${at})\n`);
  const incomplete = missing.some(({ required }) => required);
  if (!incomplete) lines.push("Every environment variable that the config needs is set.\n");
  const accounts = router.backends.map((backend) => driverOf(backend, drivers).checkLogins?.(env, now) ?? null);
  for (const report of accounts.flatMap((reports) => reports ?? [])) lines.push(lineOf(report));
  // One account is enough to serve with: the others are passed over.
  const loggedOut = accounts.some((reports) => reports !== null && !reports.some(({ usable }) => usable));
  return { kind: "print", text: lines.join(""), code: incomplete || loggedOut ? 1 : 0 };
}

function lineOf({ instance, file, says, at }: LoginReport): string {
  return `${instance}: ${file} ${says} (${at})\n`;
}
