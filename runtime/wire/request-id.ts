/**
 * Creates the values of `x-request-id`: `req_` + a random part per process + a counter, so that a request needs no random
 * number.
 */
export function createRequestIds(random: () => number): () => string {
  const process = Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, "0");
  const prefix = `req_${process}`;
  let count = 36 ** 5;
  return () => prefix + (count++).toString(36);
}
