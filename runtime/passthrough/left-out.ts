import type { EndpointName } from "../contract/protocol.ts";
import { PATH_SEGMENTS } from "../protocols/registry/path-segments.ts";

export type IsServed = (name: EndpointName) => boolean;

/** By the first segment of their paths. */
const NAMES: ReadonlyMap<string, EndpointName> = new Map(
  (Object.keys(PATH_SEGMENTS) as EndpointName[]).map((name) => [PATH_SEGMENTS[name], name]),
);

/** Why nothing is served at a path (with or without `/v1`), if the config leaves it out; null if it does not. */
export function leftOut(isServed: IsServed, path: string): string | null {
  const name = NAMES.get(/^(?:\/v1)?\/([^/?]*)/.exec(path)?.[1] ?? "");
  if (name === undefined || isServed(name)) return null;
  return `This server's config leaves \`${name}\` out of its \`endpoints\`.`;
}
