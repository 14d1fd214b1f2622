/** nginx as the plainest proxy: one process, no log, nothing buffered that comes from the upstream. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The path of its config, which keeps all files in `place`. */
export function writeNginxConfig(place, { port, upstreamPort, key }) {
  const file = join(place, "nginx.conf");
  writeFileSync(
    file,
    `daemon off;
master_process off;
pid ${place}/nginx.pid;
error_log ${place}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path ${place}/body;
  proxy_temp_path ${place}/proxy;
  client_body_buffer_size 8m;
  client_max_body_size 64m;
  keepalive_requests 1000000000;
  upstream api {
    server 127.0.0.1:${upstreamPort};
    keepalive 512;
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:${port};
    location = /healthz { return 204; }
    location / {
      proxy_pass http://api;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer ${key}";
    }
  }
}
`,
  );
  return file;
}
