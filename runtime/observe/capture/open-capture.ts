import type { OpenCapture } from "./capture.ts";
import { createCapture } from "./create-capture.ts";
import { diskFiles } from "./files.ts";
import { relayFiles } from "./relay-files.ts";

/** @throws {Error} if the path cannot be a file's; any other problem is logged, and the file tried again */
export const openCapture: OpenCapture = (options) =>
  createCapture(options, options.relay === undefined ? diskFiles : relayFiles(diskFiles, options.relay.fd));
