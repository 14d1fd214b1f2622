import type { CodexBackend } from "./codex-backend.ts";
import type { HttpBackend } from "./http-backend.ts";
import type { MockBackend } from "./mock-backend.ts";

export type Backend = HttpBackend | CodexBackend | MockBackend;
