/** What wrk counted: answers that are errors, connections that broke, and requests that took too long. */
export function failuresIn(output) {
  if (!/\d+ requests in /.test(output)) throw new Error(`wrk ended without a summary: ${output}`);
  const statuses = Number(/Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1] ?? 0);
  const sockets = /Socket errors: (.*)/.exec(output)?.[1]?.match(/\d+/g) ?? [];
  return sockets.reduce((sum, count) => sum + Number(count), statuses);
}
