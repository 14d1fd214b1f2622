/** The two ways into the server: the exact hot routes, and h3 for whatever is not exactly one of them. */
export const doors = [
  { door: "hot", query: "" },
  { door: "h3", query: "?door=h3" },
] as const;
