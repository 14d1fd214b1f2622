/**
 * Writes events as the API does: an `event:` line, a `data:` line, a blank line; each numbered. Members come as JSON text,
 * for most of an event's is the same for a whole item.
 */
export interface EventWriter {
  /** `members` without the braces, never empty. */
  event(type: string, members: string): string;
  /** One of many like it: `head` is what `deltaHead` made, `rest` is JSON text that ends it. */
  delta(head: string, rest: string): string;
  number(): number;
}

export function eventWriter(): EventWriter {
  let next = 0;
  return {
    event: (type, members) => `${eventHead(type)},${members},"sequence_number":${next++}}\n\n`,
    delta: (head, rest) => `${head}${rest},"sequence_number":${next++}}\n\n`,
    number: () => next++,
  };
}

function eventHead(type: string): string {
  return `event: ${type}\ndata: {"type":"${type}"`;
}

/** What all deltas of an item have in common, up to the value of `delta`. */
export function deltaHead(type: string, members: string): string {
  return `${eventHead(type)},${members},"delta":`;
}
