/** TLS in front of the artifact, as a load balancer puts it there: the SDK's WebSockets always ask for it. */
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { type Certificate, createCertificate } from "../../support/certificate.ts";

export interface TlsFront {
  /** `https://localhost:PORT`. */
  readonly url: string;
  readonly certificate: Certificate;
  close(): Promise<void>;
}

export async function startTlsFront(target: string): Promise<TlsFront> {
  const { hostname, port } = new URL(target);
  const certificate = createCertificate();
  const open = new Set<TLSSocket>();
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (client) => {
    const behind = connect(Number(port), hostname);
    open.add(client);
    client.on("close", () => {
      open.delete(client);
      behind.destroy();
    });
    client.on("error", () => client.destroy());
    behind.on("error", () => client.destroy());
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      certificate.remove();
    },
  };
}
