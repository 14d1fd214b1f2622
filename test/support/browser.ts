/** A real browser, headless, that loads a page in which a script runs and reports. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The command of the browser; null where there is none. */
export const browser: string | null =
  NAMES.find((name) => {
    const { status } = spawnSync(name, ["--version"], { stdio: "ignore" });
    return status === 0;
  }) ?? null;

export interface Page {
  /** `http://127.0.0.1:PORT`: where the page is, unless it is visited by another name. */
  readonly origin: string;
  /**
   * Loads the page by that host name, which the browser looks up as 127.0.0.1, and settles with what `script` evaluates to:
   * the body of an async function.
   */
  visit(host: string, script: string): Promise<unknown>;
  close(): void;
}

/** `behind`: where all requests but those for the page itself go, as if the page's name had moved there since it was loaded. */
export async function openPage(behind: string | null = null): Promise<Page> {
  let script = "";
  let report: (result: unknown) => void = () => {};
  const server: Server = createServer((req, res) => {
    if (req.url === "/page") {
      res.setHeader("content-type", "text/html");
      const run = `(async () => {${script}})().then((out) => fetch("/report", { method: "POST", body: JSON.stringify(out) }))`;
      res.end(`<!doctype html><body><script>${run}</script>`);
      return;
    }
    if (req.url !== "/report") {
      if (behind === null) res.writeHead(404).end();
      else forward(behind, req.method ?? "", req.url ?? "", req.rawHeaders, req.socket);
      return;
    }
    let text = "";
    req.on("data", (piece) => {
      text += piece;
    });
    req.on("end", () => {
      res.end();
      report(JSON.parse(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async visit(host, body) {
      script = body;
      const reported = new Promise((resolve) => {
        report = resolve;
      });
      const end = start(`http://${host}:${port}/page`);
      const result = await reported;
      await end();
      return result;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends a request without a body on as it came, and its answer back until the end. */
function forward(
  to: string,
  method: string,
  path: string,
  headers: readonly string[],
  back: NodeJS.WritableStream,
): void {
  const { port, hostname } = new URL(to);
  let head = `${method} ${path} HTTP/1.1\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? "";
    head += `${name}: ${/^connection$/i.test(name) ? "close" : headers[i + 1]}\r\n`;
  }
  const socket = connect(Number(port), hostname);
  socket.write(`${head}\r\n`);
  socket.pipe(back);
}

/** Returns what ends the browser. */
function start(url: string): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "turnout-browser-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const quiet = ["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"];
  const place = [`--user-data-dir=${folder}`, "--host-resolver-rules=MAP * 127.0.0.1"];
  // A group of its own: it ends with all its processes, so that the folder can go.
  const child = spawn(browser ?? "", [...flags, ...quiet, ...place, url], { stdio: "ignore", detached: true });
  const ended = new Promise((resolve) => child.on("close", resolve));
  return async () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
}
