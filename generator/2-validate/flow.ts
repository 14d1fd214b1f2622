/** A value as a person would write it on one line of YAML. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const inside = Object.entries(value).map(
      ([key, part]) => `${/^\w[\w-]*$/.test(key) ? key : `"${key}"`}: ${flow(part)}`,
    );
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  const text = String(value);
  return typeof value === "string" && /[${}[\],:#*&!|>'"%@^]/.test(text) ? JSON.stringify(text) : text;
}
