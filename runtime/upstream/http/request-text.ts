import type { UpstreamRequest } from "../../wire/upstream.ts";

/** The head of a request as it is sent. Header values have been checked for line breaks before. */
export function requestText({ method, path, headers, body }: UpstreamRequest, host: string): string {
  let text = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  if (body === null) return `${text}\r\n`;
  return `${text}${body.length === null ? "transfer-encoding: chunked" : `content-length: ${body.length}`}\r\n\r\n`;
}
