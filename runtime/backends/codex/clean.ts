import { MASK } from "../../relay/redact-answer.ts";

/** OpenAI's tokens are JSON Web Tokens, whose head is Base64 of `{"`; an upstream may repeat a part of one. */
const TOKEN = /eyJ[A-Za-z0-9_-]{16}[A-Za-z0-9._~+/=-]*/g;

/** Bytes without the secrets in them. */
export function withoutSecrets(bytes: Buffer, secrets: readonly string[]): Buffer {
  if (!secrets.some((secret) => bytes.includes(secret))) return bytes;
  // One character a byte: nothing is lost of a character that was cut in two.
  const text = secrets.reduce((clean, secret) => clean.replaceAll(secret, MASK), bytes.toString("latin1"));
  return Buffer.from(text, "latin1");
}

/** An error's bytes, without the secrets and without anything that looks like a token. */
export function withoutTokens(bytes: Buffer, secrets: readonly string[]): Buffer {
  const clean = withoutSecrets(bytes, secrets);
  if (!clean.includes("eyJ")) return clean;
  return Buffer.from(clean.toString("latin1").replace(TOKEN, MASK), "latin1");
}
