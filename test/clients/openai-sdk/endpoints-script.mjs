/**
 * What an application does with the rest of the API. Argument: the package. Prints what came of each step as one JSON
 * object; a step that threw is an object with `error`.
 */
const [name] = process.argv.slice(2);
const { default: OpenAI, toFile } = await import(name);
const { OpenAIRealtimeWS } = await import(`${name}/realtime/ws`);
const { OpenAIRealtimeWebSocket } = await import(`${name}/realtime/websocket`);

const client = new OpenAI({ maxRetries: 0 });
const secure = new OpenAI({ maxRetries: 0, baseURL: process.env.SECURE_BASE_URL });
const note = () => toFile(Buffer.alloc(300_000, 7), "note.mp3");

const steps = {
  async embeddings() {
    const { data } = await client.embeddings.create({
      model: "openai:small",
      input: "Hello",
      encoding_format: "float",
    });
    return { embedding: data[0].embedding };
  },
  async moderations() {
    return { flagged: (await client.moderations.create({ input: "Hello" })).results[0].flagged };
  },
  async images() {
    const { data } = await client.images.generate({ model: "openai:gpt-image-1", prompt: "a fox" });
    return { image: Buffer.from(data[0].b64_json, "base64").toString() };
  },
  async transcriptions() {
    return await client.audio.transcriptions.create({ model: "openai:whisper-1", file: await note() });
  },
  async speech() {
    const answer = await client.audio.speech.create({ model: "openai:tts-1", voice: "alloy", input: "Hello" });
    return { bytes: [...new Uint8Array(await answer.arrayBuffer())] };
  },
  async upload() {
    return { told: (await client.files.create({ purpose: "user_data", file: await note() })).filename };
  },
  async files() {
    const ids = [];
    for await (const { id } of client.files.list()) ids.push(id);
    return { ids };
  },
  async vectorStores() {
    return { id: (await client.vectorStores.create({ name: "store" })).id };
  },
  async imagesOfNoModel() {
    return { created: (await client.images.generate({ prompt: "a fox" })).created };
  },
  realtime: () => talked(new OpenAIRealtimeWS({ model: "voice:gpt-realtime" }, secure)),
};
// As browsers do it, with the key in the subprotocols; Node 20 has no WebSocket of its own.
if (globalThis.WebSocket !== undefined)
  steps.realtimeOfBrowsers = () =>
    talked(new OpenAIRealtimeWebSocket({ model: "voice:gpt-realtime", dangerouslyAllowBrowser: true }, secure));

/** Says something, and waits for it to come back. */
function talked(realtime) {
  const { socket } = realtime;
  return new Promise((resolve, reject) => {
    realtime.on("error", reject);
    realtime.on("conversation.item.created", ({ item }) => {
      realtime.close();
      resolve({ item });
    });
    socket.addEventListener("open", () => realtime.send({ type: "conversation.item.create", item: { id: "item_1" } }));
  });
}

const results = {};
for (const [step, run] of Object.entries(steps)) {
  try {
    results[step] = await run();
  } catch (error) {
    results[step] = { error: { name: error.name, status: error.status ?? null, message: error.message } };
  }
}
console.log(JSON.stringify({ results }));
