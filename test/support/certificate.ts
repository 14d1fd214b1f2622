import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** The file with the certificate, which is its own authority. */
  readonly file: string;
  readonly keyFile: string;
  remove(): void;
}

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** A certificate for localhost and 127.0.0.1, signed by itself. */
export function createCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "turnout-tls-"));
  const keyFile = join(folder, "key.pem");
  const file = join(folder, "cert.pem");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", ...curve, "-days", "2", ...names, "-keyout", keyFile, "-out", file], {
    stdio: "pipe",
  });
  return {
    key: readFileSync(keyFile),
    cert: readFileSync(file),
    file,
    keyFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
