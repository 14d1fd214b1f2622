/**
 * Writes events as the API does: an `event:` line, a `data:` line, a blank line; each event is numbered. Members come as
 * JSON text, because most of them are the same for all events of an item.
 */
export interface EventWriter {
  /** `members` without the braces, never empty. */
  event(type: string, members: string): void;
  /**
   * One of many similar events: `head` is from `deltaHead`, `escaped` is JSON text without the quotes, `rest` more
   * members.
   */
  delta(head: string, escaped: string, rest: string): void;
  /** The number of an event that is written elsewhere. */
  number(): number;
  write(text: string): void;
  /** What was written since the last call. */
  take(): string;
}

export function eventWriter(): EventWriter {
  let next = 0;
  let text = "";
  return {
    event(type, members) {
      text += `${eventHead(type)},${members},"sequence_number":${next++}}\n\n`;
    },
    delta(head, escaped, rest) {
      text += `${head}${escaped}"${rest},"sequence_number":${next++}}\n\n`;
    },
    number: () => next++,
    write(more) {
      text += more;
    },
    take() {
      const taken = text;
      text = "";
      return taken;
    },
  };
}

/** For an answer in one piece. */
export const NO_EVENTS: EventWriter = { event() {}, delta() {}, number: () => 0, write() {}, take: () => "" };

function eventHead(type: string): string {
  return `event: ${type}\ndata: {"type":"${type}"`;
}

/** What all deltas of an item have in common, up to the quote before the text. */
export function deltaHead(type: string, members: string): string {
  return `${eventHead(type)},${members},"delta":"`;
}

/** JSON text without the quotes. */
export function escapedText(piece: string): string {
  return JSON.stringify(piece).slice(1, -1);
}
