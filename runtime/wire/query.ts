/** Names under which clients send keys in a query. */
const SECRET = /^(?:key|api[-_]?key|(?:access[-_]?|auth[-_]?)?token)$/i;

/** The query of a client's URL as it goes to an upstream, `?api-version=1`, without keys; "" if there is none. */
export function queryUp(url: string | undefined): string {
  const at = url === undefined ? -1 : url.indexOf("?");
  if (url === undefined || at < 0) return "";
  const kept = url
    .slice(at + 1)
    .split("&")
    .filter((pair) => pair !== "" && !SECRET.test(nameOf(pair)));
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

function nameOf(pair: string): string {
  const equals = pair.indexOf("=");
  const name = equals < 0 ? pair : pair.slice(0, equals);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
