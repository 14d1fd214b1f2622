const SENTINEL = "export default class {}\nexport class SentinelIterator {}";

/** Packages and modules that the artifact replaces with stubs: by name, with the text of the stub. */
export const STAND_INS: ReadonlyMap<string, string> = new Map([
  // What srvx, under h3, imports for servers that this one is not. Each costs every start a seventh of what Node itself
  // takes, even if nothing of the importing module is run.
  ["node:http2", "export default {};"],
  ["node:https", "export default {};"],
  // h3 takes from it a URL and a Response that are quicker to make than Node's; all else of it is for servers, and shaken out.
  ["srvx", "export const FastURL = URL;\nexport const FastResponse = Response;"],
  // It makes the Redis client print every command, including the one with the password, if the environment has DEBUG=*.
  ["debug", "export default () => Object.assign(() => {}, { enabled: false });"],
  // As the Redis client names its own modules for clusters and sentinels, 40 KB: a state is one server's URL.
  ["./cluster", "export default class {}"],
  ["cluster-key-slot", "export default () => 0;"],
  ["./SentinelConnector", SENTINEL],
  ["./connectors/SentinelConnector", SENTINEL],
]);
