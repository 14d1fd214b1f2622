/** Values that are made when their number is first named; what is no number is 0. */
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
