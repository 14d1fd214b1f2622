import type { ConnectionFault } from "../../log/connection-fault.ts";
import { UpstreamFailure } from "../../wire/upstream.ts";

/** Why a socket failed. Keeps Turnout's own reason, if it destroyed the socket. */
export function failureOf(error: Error): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const fault = { cause: code === null ? null : causeOf(code, "syscall" in error), detail: code };
  return new UpstreamFailure("connection", error.message, fault);
}

/** @param ofSystem whether a call of the operating system failed; what TLS finds wrong is none */
function causeOf(code: string, ofSystem: boolean): ConnectionFault["cause"] {
  switch (code) {
    case "ECONNREFUSED":
      return "refused";
    case "ECONNRESET":
    case "EPIPE":
    case "ECONNABORTED":
      return "reset";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "dns";
    case "EMFILE":
    case "ENFILE":
      return "no_descriptors";
    case "ENETUNREACH":
    case "EHOSTUNREACH":
    case "EADDRNOTAVAIL":
    case "ETIMEDOUT":
      return "unreachable";
    default:
      if (code.startsWith("EAI_")) return "dns";
      return ofSystem ? null : "tls";
  }
}
