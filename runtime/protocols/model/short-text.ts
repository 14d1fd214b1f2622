/** The start of a text, and a suffix that differs with the rest of it; the same for the same text. */
export function shortText(text: string, longest: number, salt: string): string {
  // The salt comes first: behind two texts with the same hash, it would never tell them apart.
  const mark = `_${hash(`${salt}\n${text}`)}`;
  return text.slice(0, longest - mark.length) + mark;
}

/** FNV-1a: the suffixes need not be secret, only different, and the same in each request. */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36).padStart(7, "0");
}
