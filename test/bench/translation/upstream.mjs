/** The bench's upstream, a process of its own. The model says how it answers: `whole`, `paced-64`, `burst-256`. */
import { createServer } from "node:http";
import { chatEvents, chatWhole, responsesEvents, responsesWhole } from "./answers.mjs";

const streams = new Map();

function eventsFor(path, count) {
  const key = `${path}${count}`;
  if (!streams.has(key)) streams.set(key, (path.endsWith("/responses") ? responsesEvents : chatEvents)(count));
  return streams.get(key);
}

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    const [kind, count] = JSON.parse(Buffer.concat(pieces)).model.split("-");
    const path = request.url ?? "";
    if (kind === "whole") {
      const body = path.endsWith("/responses") ? responsesWhole : chatWhole;
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const events = eventsFor(path, Number(count));
    if (kind === "burst") {
      response.end(events.join(""));
      return;
    }
    let at = 0;
    const timer = setInterval(() => {
      response.write(events[at++]);
      if (at < events.length) return;
      clearInterval(timer);
      response.end();
    }, 5);
    response.on("close", () => clearInterval(timer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address().port));
