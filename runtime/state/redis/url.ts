/**
 * Why `text` cannot be the address of a Redis, without quoting it; null if it can. The client accepts almost any text as an
 * address, and would look up, and display, part of a password as a host name.
 */
export function problemOf(text: string): string | null {
  if (!URL.canParse(text)) return `it is no URL such as redis://user:password@host:6379/0. ${ESCAPES}`;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  if (protocol !== "redis:" && protocol !== "rediss:") return "it must begin with redis: or rediss:";
  if (hostname === "") return "it names no host";
  if (`${pathname}${search}`.includes("@") || hash !== "") return `it has its @ too late. ${ESCAPES}`;
  if (!/^\/?\d*$/.test(pathname)) return "after the host stands the number of a database, or nothing";
  return null;
}

const ESCAPES = "In a password, /, ? and # are written as %2F, %3F or %23";
