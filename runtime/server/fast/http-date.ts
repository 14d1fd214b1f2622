let second = 0;
let text = "";

/**
 * The value of a `date` header: https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1. Not by the gateway's clock, because
 * caches compare it with theirs.
 */
export function httpDate(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1000).toUTCString();
  }
  return text;
}
