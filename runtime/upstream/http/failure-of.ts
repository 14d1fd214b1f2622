import { isDescriptorLeft } from "../../env/descriptor-left.ts";
import type { ConnectionFault } from "../../log/connection-fault.ts";
import { UpstreamFailure } from "../../wire/upstream.ts";

/**
 * Why a socket failed. Keeps Turnout's own reason, if it destroyed the socket. Without a descriptor, the system finds no name
 * either, and does not say why: then it is asked whether there is one.
 */
export function failureOf(error: Error, isLeft = isDescriptorLeft): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const found = code === null ? null : causeOf(code, "syscall" in error);
  const fault = { cause: found === "dns" && !isLeft() ? "no_descriptors" : found, detail: code } as const;
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
