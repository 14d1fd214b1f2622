/** Loaded into a server of others: its idle connections stay open while others have their turn, as those of all targets do. */
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const { createServer } = http;
http.createServer = (...args) => {
  const server = createServer(...args);
  server.keepAliveTimeout = 0;
  return server;
};
syncBuiltinESMExports();
