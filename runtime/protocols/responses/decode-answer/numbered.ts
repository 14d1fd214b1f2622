/** Values that are created when their number is first used; anything but a number counts as 0. */
export function numbered<T>(create: () => T): (number: unknown) => T {
  const all = new Map<number, T>();
  return (number) => {
    const key = typeof number === "number" ? number : 0;
    let value = all.get(key);
    if (value === undefined) {
      value = create();
      all.set(key, value);
    }
    return value;
  };
}
