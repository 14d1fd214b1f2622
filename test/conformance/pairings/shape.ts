/** Checks values against types of the `openai` package: each shape must name exactly the type's required members. */
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";

export type Check = (value: unknown) => boolean;
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
export type Shape<T> = { readonly [K in RequiredKeys<T>]: Check };

export const text: Check = (value) => typeof value === "string";
export const number: Check = (value) => typeof value === "number";
export const count: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
export const boolean: Check = (value) => typeof value === "boolean";
export const object: Check = isObject;
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
export const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
export const is =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
export const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const shaped =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && faultsOf(value, shape, "").length === 0;

/** The members that are not as they must be. */
export function faultsOf(value: unknown, shape: Readonly<Record<string, Check>>, at: string): readonly string[] {
  if (!isObject(value)) return [`${at} is no object: ${JSON.stringify(value)}`];
  return Object.entries(shape)
    .filter(([name, check]) => !check((value as Json)[name]))
    .map(([name]) => `${at}.${name} is ${JSON.stringify(value[name])}`);
}

/** Fails with all that is wrong. */
export function mustFit(value: unknown, shape: Readonly<Record<string, Check>>, at: string): void {
  const faults = faultsOf(value, shape, at);
  if (faults.length > 0) throw new Error(`not the API's shape: ${faults.join("; ")}\nin ${JSON.stringify(value)}`);
}
