import { basename, dirname, join } from "node:path";
import { FILE_MODE, type Files } from "./files.ts";

/** `capture.jsonl.1` is the newest. A longer number is probably somebody's date. */
const NUMBER = /^[1-9]\d{0,5}$/;

/** The full files next to the current one. */
export class RotatedFiles {
  readonly #path: string;
  readonly #most: number;
  readonly #files: Files;
  /** Bytes, by number. */
  #sizes = new Map<number, number>();

  constructor(path: string, most: number, files: Files) {
    this.#path = path;
    this.#most = most;
    this.#files = files;
  }

  get bytes(): number {
    let sum = 0;
    for (const size of this.#sizes.values()) sum += size;
    return sum;
  }

  get count(): number {
    return this.#sizes.size;
  }

  /** Finds the files of earlier runs, restricts them to their owner, and removes those beyond the limit. */
  async find(): Promise<void> {
    const prefix = `${basename(this.#path)}.`;
    const sizes = new Map<number, number>();
    for (const name of await this.#files.names(dirname(this.#path))) {
      const text = name.startsWith(prefix) ? name.slice(prefix.length) : "";
      if (!NUMBER.test(text)) continue;
      const path = join(dirname(this.#path), name);
      const facts = await this.#files.facts(path);
      if (facts === null || !facts.regular) continue;
      if (Number(text) > this.#most) await this.#files.remove(path);
      else {
        if (facts.mode !== FILE_MODE) await this.#files.protect(path);
        sizes.set(Number(text), facts.size);
      }
    }
    this.#sizes = sizes;
  }

  /** Makes the current file, of `size` bytes, number 1; the others move up, and the oldest is removed if necessary. */
  async add(size: number): Promise<void> {
    let free = 1;
    while (this.#sizes.has(free)) free++;
    if (free > this.#most) {
      await this.#remove(this.#most);
      free = this.#most;
    }
    for (let number = free - 1; number >= 1; number--) {
      await this.#files.rename(this.#name(number), this.#name(number + 1));
      this.#sizes.set(number + 1, this.#sizes.get(number) ?? 0);
      this.#sizes.delete(number);
    }
    await this.#files.rename(this.#path, this.#name(1));
    this.#sizes.set(1, size);
  }

  async removeOldest(): Promise<void> {
    await this.#remove(Math.max(...this.#sizes.keys()));
  }

  async #remove(number: number): Promise<void> {
    await this.#files.remove(this.#name(number));
    this.#sizes.delete(number);
  }

  #name(number: number): string {
    return `${this.#path}.${number}`;
  }
}
