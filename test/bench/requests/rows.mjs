/** The requests that are measured, each a row of the table. */

const TURN = JSON.stringify({
  role: "user",
  content: 'Where does this train go, and "when"?\nPlease look it up. '.repeat(15),
});

function chat(kilobytes, { model = "gpt-4o", more = "" } = {}) {
  const turns = Math.max(1, Math.round((kilobytes * 1024) / (TURN.length + 1)));
  return `{"model":"${model}",${more}"messages":[${Array.from({ length: turns }, () => TURN).join(",")}]}`;
}

/** Read by `upstream.mjs`; `user` is a field that every gateway forwards. */
const stream = (kind, events, gap) => ({ more: `"stream":true,"user":"${kind} ${events} ${gap}",` });

/** `paced`: a request takes a third of a second however fast the proxy is. `only`: the columns that can serve it. */
export const ROWS = {
  small: { what: "1 KB", body: chat(1), connections: 32 },
  alias: {
    what: "1 KB, a rewrite rule and a URI parameter",
    body: chat(1, { model: "fast-4o?temperature=0.2" }),
    connections: 32,
    only: ["nginx", "now", "before"],
  },
  medium: { what: "64 KB", body: chat(64), connections: 16 },
  large: { what: "1 MB", body: chat(1024), connections: 8 },
  sse: { what: "64 events, 5 ms apart", body: chat(1, stream("plain", 64, 5)), connections: 64, paced: true },
  burst: { what: "256 events, back to back", body: chat(1, stream("plain", 256, 0)), connections: 8 },
  "sse-role": {
    what: "`sse`, first chunk with a role",
    body: chat(1, stream("role", 64, 5)),
    connections: 64,
    paced: true,
    optional: true,
  },
  "burst-role": {
    what: "`burst`, first chunk with a role",
    body: chat(1, stream("role", 256, 0)),
    connections: 8,
    optional: true,
  },
};

export const isStream = (row) => ROWS[row].body.includes('"stream":true');
