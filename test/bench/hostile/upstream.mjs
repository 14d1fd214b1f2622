/** The bench's upstream, a process of its own: reads a body without looking at it, and answers something short. */
import { createServer } from "node:http";
import { chatWhole, responsesWhole } from "../translation/answers.mjs";

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const body = request.url?.includes("/responses") ? responsesWhole : chatWhole;
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
