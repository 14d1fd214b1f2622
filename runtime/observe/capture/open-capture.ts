import type { OpenCapture } from "./capture.ts";
import { createCapture } from "./create-capture.ts";
import { diskFiles } from "./files.ts";

/** @throws {Error} if the path cannot be a file's; any other problem is logged, and the file tried again */
export const openCapture: OpenCapture = (options) => createCapture(options, diskFiles);
