import { isIP } from "node:net";

/** Ends of names that only a private network resolves. */
const PRIVATE_ENDS =
  /(?:^|\.)(?:localhost|local|internal|intranet|private|lan|home|corp|docker|svc|cluster|consul|test|invalid|arpa|localdomain|ts\.net)$/;
/** Loopback, private, shared (RFC 6598) and link-local addresses. */
const PRIVATE_V4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_V6 = /^(?:::1?$|f[cd]|fe[89ab])/;

/** Whether a host of a URL may be anywhere in the internet. A name without a dot is one of a private network. */
export function isPublic(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const mapped = /^::ffff:/.test(host);
  if (mapped) return false;
  if (isIP(host) === 4) return !PRIVATE_V4.test(host);
  if (isIP(host) === 6) return !PRIVATE_V6.test(host);
  return host.includes(".") && !PRIVATE_ENDS.test(host) && !/\.svc\.|\.cluster\./.test(host);
}

/** Why no host has this name, as it was written in a URL; null if one may. */
export function hostProblem(written: string): string | null {
  const host = written.replace(/:\d*$/, "").replace(/\.$/, "");
  if (/^\[.*\]$/.test(host)) return null;
  if (/^https?$/i.test(host)) return "the scheme is there twice";
  if (/^\d+$/.test(host)) return "a number alone is no host";
  if (/^your[-_](?:resource|host|server|domain|endpoint|instance|deployment|company)/i.test(host)) {
    return "its host is a placeholder";
  }
  const labels = host.split(".");
  if (labels.includes("")) return "its host has two dots in a row, or one at the start";
  if (labels.some((label) => /^-|-$/.test(label))) return "a part of its host starts or ends with `-`";
  return labels.some(({ length }) => length > 63) ? "a part of its host is longer than 63 characters" : null;
}
