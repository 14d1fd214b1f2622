/** Why there is no connection, or no longer. */
export interface ConnectionFault {
  /** null if it is none of these. */
  readonly cause: "refused" | "reset" | "dns" | "tls" | "unreachable" | "no_descriptors" | null;
  /** The code of the system or of TLS: `ECONNRESET`, `CERT_HAS_EXPIRED`; null if there is none. */
  readonly detail: string | null;
}
