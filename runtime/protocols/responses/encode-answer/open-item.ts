import type { ItemStatus } from "./items.ts";

/** An item of the output that may still grow. */
export interface OpenItem {
  readonly outputIndex: number;
  /** The item as it stands, as JSON text. */
  item(status: ItemStatus): string;
  /** Writes the events that end it, but for `response.output_item.done`. */
  close(status: ItemStatus): void;
}
