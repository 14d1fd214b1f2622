/** The name in a `Host` header, in lower case and without its port; null if the header is not valid. */
export function nameIn(host: string): string | null {
  const [, name = "", bare = ""] = /^(\[([0-9a-fA-F:.]+)\]|[^\s:@/\\?#[\]]+)(?::\d*)?$/.exec(host) ?? [];
  if (name === "") return null;
  // A name with a dot at its end is the same name.
  return (bare === "" ? name.replace(/\.$/, "") : bare).toLowerCase();
}

/** Names that lead to the machine itself wherever they are asked for: no one else can have them. */
export function isLoopbackName(name: string): boolean {
  if (name === "localhost" || name.endsWith(".localhost") || name === "::1") return true;
  const address = name.startsWith("::ffff:") ? name.slice(7) : name;
  return /^127(?:\.\d{1,3}){3}$/.test(address) || (address !== name && /^7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(address));
}
