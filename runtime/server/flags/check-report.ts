import type { CompiledRouter } from "../../contract/router.ts";
import type { Env } from "../../env/env.ts";
import type { Drivers, LoginReport } from "../../targets/driver.ts";
import { driverOf } from "../../targets/driver-of.ts";
import { checkEnv, unusableIn } from "../check.ts";

export interface CheckReport {
  readonly kind: "print";
  readonly text: string;
  /** 1: some requests cannot be answered without what is listed. */
  readonly code: 0 | 1;
}

/**
 * The output of `--check-env`: every variable that is not set, and every login file.
 * @param now milliseconds since 1970
 */
export function checkReport(router: CompiledRouter, drivers: Drivers, env: Env, now: number): CheckReport {
  const missing = checkEnv(router, drivers, env);
  const lines = missing.map(({ env: name, at, purpose }) => `${name} is not set: ${purpose} (${at})\n`);
  const unusable = unusableIn(router, drivers, env);
  lines.push(...unusable.map((problem) => `${problem}\n`));
  const unset = missing.some(({ required }) => required);
  const incomplete = unset || unusable.length > 0;
  if (!unset) lines.push("Every environment variable that the config needs is set.\n");
  const accounts = router.backends.map((backend) => driverOf(backend, drivers).checkLogins?.(env, now) ?? null);
  for (const report of accounts.flatMap((reports) => reports ?? [])) lines.push(lineOf(report));
  // One account is enough: the others are skipped.
  const loggedOut = accounts.some((reports) => reports !== null && !reports.some(({ usable }) => usable));
  return { kind: "print", text: lines.join(""), code: incomplete || loggedOut ? 1 : 0 };
}

function lineOf({ instance, file, says, at }: LoginReport): string {
  return `${instance}: ${file} ${says} (${at})\n`;
}
