import { write } from "node:fs";
import { FILE_MODE, type FileFacts, type Files } from "./files.ts";

const FACTS: FileFacts = { id: "relay", size: 0, mode: FILE_MODE, regular: false };

/** Files of which there is one, a descriptor that the primary reads. It makes, rotates and removes the real ones. */
export function relayFiles({ now }: Files, fd: number): Files {
  const nothing = async () => {};
  return {
    open: async () => ({
      fd,
      facts: async () => FACTS,
      protect: nothing,
      byteAt: async () => null,
      write: (bytes) =>
        new Promise((resolve, reject) => {
          write(fd, bytes, (error, written) => (error === null ? resolve(written) : reject(error)));
        }),
      truncate: nothing,
      close: nothing,
    }),
    facts: async () => FACTS,
    names: async () => [],
    makeFolder: nothing,
    protect: nothing,
    rename: nothing,
    remove: nothing,
    now: { ...now, open: () => fd, size: () => 0 },
  };
}
