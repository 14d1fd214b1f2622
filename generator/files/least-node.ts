/** As `engines` of package.json says. Nothing is imported here: this file is read by the Node that is too old. */
export const LEAST_NODE = { major: 20, minor: 19 } as const;
