/** One item of each list, then the next of each, for this many rounds; null: until all lists are used up. */
export function inRounds<Item>(lists: readonly (readonly Item[])[], rounds: number | null, to: Item[]): void {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const end = rounds === null ? longest : Math.min(rounds, longest);
  for (let round = 0; round < end; round++) {
    for (const list of lists) {
      const item = list[round];
      if (item !== undefined) to.push(item);
    }
  }
}
