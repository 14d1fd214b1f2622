import type { ItemStatus } from "./items.ts";

/** An item of the output that may still grow. */
export interface OpenItem {
  readonly outputIndex: number;
  /** The item in its current state, as JSON text. */
  item(status: ItemStatus): string;
  /** Writes the events that end it, except `response.output_item.done`. */
  close(status: ItemStatus): void;
}
