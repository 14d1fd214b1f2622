import { X509Certificate } from "node:crypto";
import { diagnostic } from "../diagnostics/report.ts";
import { type Context, spanAt } from "./context.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const HINT = "Name a file of certificates in PEM form, or remove `ca_file`.";

type Problem = readonly [problem: string, hint: string];

/** The certificates of `ca_file`, for a backend that may be at any of `origins`; nothing if there is none, or if a mistake was reported. */
export function resolveCaFile(context: Context, name: string, origins: readonly string[]): { readonly ca?: string } {
  const backend = context.config.backends[name];
  const file = typeof backend === "object" ? (backend?.ca_file ?? null) : null;
  if (file === null) return {};
  const key = "ca_file";
  const read = context.readBeside(file);
  const certificates: readonly string[] = read.ok ? (read.text.match(CERTIFICATE) ?? []) : [];
  const wrong = read.ok ? problemOf(read.text, certificates, origins) : ([read.problem, HINT] as const);
  if (wrong === null) return { ca: certificates.map((each) => each.replaceAll("\r", "")).join("\n") };
  const [problem, hint] = wrong;
  const span = spanAt(context, ["backends", name, key]);
  context.found.push(diagnostic("unreadable-file", span, { key, file, problem, hint }));
  return {};
}

function problemOf(text: string, certificates: readonly string[], origins: readonly string[]): Problem | null {
  if (text.includes("PRIVATE KEY-----")) {
    return ["it has a private key in it, which would become part of server.mjs", "Leave only the certificates in it."];
  }
  if (certificates.length === 0) return ["no certificate in PEM form is in it", HINT];
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  if (broken >= 0) return [`certificate ${broken + 1} in it cannot be read`, HINT];
  if (origins.length === 0 || !origins.every((origin) => origin.startsWith("http:"))) return null;
  return [
    "this backend has a URL with `http:`, where no certificate is checked",
    "Write `https:`, or remove `ca_file`.",
  ];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}
