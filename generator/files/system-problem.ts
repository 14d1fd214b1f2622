/** The words for the errors of the file system that people meet. */
export function systemProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    ENOTDIR: "a part of the path is not a folder",
    EISDIR: "it is a folder",
    EACCES: "permission is denied",
    EPERM: "the system does not permit it",
    EEXIST: "there is a file of that name",
    EBUSY: "it is in use",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    ENAMETOOLONG: "the name is too long",
    ELOOP: "it links to itself",
    EADDRINUSE: "the address is in use",
  };
  return words[code] ?? (code === "" ? "of an unknown error" : `the system says ${code}`);
}
