/**
 * Why `text` cannot be the address of a Redis, without a word of it; null where it can. The client takes almost any text
 * for an address, and would look up, and show, a part of a password as the name of a host.
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
