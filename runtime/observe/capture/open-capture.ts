import type { OpenCapture } from "./capture.ts";
import { createCapture } from "./create-capture.ts";
import { diskFiles } from "./files.ts";

/** @throws {Error} where the path can be none of a file; anything else that is wrong with it is logged and tried again. */
export const openCapture: OpenCapture = (options) => createCapture(options, diskFiles);
