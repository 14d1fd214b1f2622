import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, createCertificate, hasOpenssl } from "../support/certificate.ts";
import { compileConfig, irOf } from "./compile-config.ts";

describe.skipIf(!hasOpenssl)("ca_file", () => {
  let certificate: Certificate;
  let folder: string;

  beforeAll(() => {
    certificate = createCertificate();
    folder = mkdtempSync(join(tmpdir(), "turnout-ca-"));
  });

  afterAll(() => {
    certificate.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const written = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const config = (file: string, more = "", url = "https://inside.example/v1") =>
    `backends:\n  own: { type: openai-compatible, base_url: "${url}", ca_file: "${file}"${more} }\ndefault_backend: own\n`;
  const caOf = (text: string) => {
    const backend = irOf(text).backends[0]?.backend;
    return backend?.kind === "http" || backend?.kind === "codex" ? backend.ca : undefined;
  };
  const problemOf = (text: string) =>
    compileConfig(text).diagnostics.find(({ code }) => code === "unreadable-file")?.args.problem ?? null;

  test("gives the certificates in it, and nothing else of it", () => {
    const pem = String(certificate.cert).trim();
    const file = written("two.pem", `# our own\r\n${pem.replaceAll("\n", "\r\n")}\r\nand another\n${pem}\n`);
    expect(caOf(config(file))).toBe(`${pem}\n${pem}`);
  });

  test("is for a ChatGPT login too", () => {
    const text = `backends: { own: { type: openai-codex, ca_file: "${certificate.file}" } }\ndefault_backend: own\n`;
    expect(caOf(text)).toBe(String(certificate.cert).trim());
  });

  test("that is left out, or null, gives none", () => {
    expect(caOf("backends: { own: { type: openai, ca_file: null } }\ndefault_backend: own\n")).toBe(undefined);
  });

  test.each([
    ["no certificate", "nothing here", "no certificate in PEM form is in it"],
    [
      "a certificate that is damaged",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      "certificate 1 in it cannot be read",
    ],
  ])("with %s is an error", (_, text, problem) => {
    expect(problemOf(config(written("bad.pem", text)))).toContain(problem);
  });

  test("with a private key in it is an error, which does not show it", () => {
    const file = written("both.pem", `${certificate.cert}${certificate.key}`);
    const problem = problemOf(config(file));
    expect(problem).toContain("it has a private key in it");
    expect(problem).not.toContain(String(certificate.key).split("\n")[1]);
  });

  test("that is not there is an error", () => {
    expect(problemOf(config(join(folder, "none.pem")))).not.toBe(null);
  });

  test("for a URL with http: is an error, because nothing is checked there", () => {
    expect(problemOf(config(certificate.file, "", "http://127.0.0.1:1/v1"))).toContain(
      "where no certificate is checked",
    );
  });
});
