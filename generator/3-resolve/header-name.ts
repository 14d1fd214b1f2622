/** What HTTP allows in a header's name, RFC 9110 section 5.1. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}

export const NO_HEADER_NAME = "HTTP allows letters, digits and `-` in a header's name, and few other signs (RFC 9110).";

/** @param glob a name in lower case, in which `*` stands for any characters */
export function includesName(glob: string, name: string): boolean {
  const pattern = glob.split("*").map((piece) => piece.replace(/[^a-z0-9]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`).test(name);
}
