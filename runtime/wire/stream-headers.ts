/** What a proxy in front, such as nginx, needs to pass a stream on as it comes. */
const OWN = ["cache-control", "no-cache", "x-accel-buffering", "no"];

/** The headers of a stream of events, alternating names and values, whatever its upstream sent of these. */
export function streamHeaders(headers: readonly string[]): string[] {
  const all: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? "";
    if (!OWN.includes(name)) all.push(name, headers[i + 1] ?? "");
  }
  all.push(...OWN);
  return all;
}
