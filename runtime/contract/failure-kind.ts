/** What `[on=…]` can name: why the attempt before an element failed. `runtime/failure/failure-kind.ts` says which is which. */
export type FailureKind =
  | "context"
  | "content_filter"
  | "rate_limit"
  | "quota"
  | "auth"
  | "not_found"
  | "unprocessable"
  | "timeout"
  | "connection"
  | "server_error";
