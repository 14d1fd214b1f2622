import { describe, expect, test } from "vitest";
import { PROTOCOL_NAMES } from "../../../runtime/protocols/registry/protocols.ts";
import { aborts } from "./aborts.ts";
import { answers } from "./answers.ts";
import { CLIENTS, clientOf } from "./clients.ts";
import { customTools } from "./custom-tools.ts";
import { errors } from "./errors.ts";
import { hasCustomTools, nameOf, pairings } from "./pairing.ts";
import { reasoning } from "./reasoning.ts";
import { requests } from "./requests.ts";
import { routes } from "./routes.ts";
import { same } from "./same.ts";
import { stage } from "./scene.ts";
import { tools } from "./tools.ts";
import { UPSTREAMS, upstreamOf } from "./upstreams.ts";
import { wire } from "./wire.ts";

const scenes = stage();

test.each(PROTOCOL_NAMES)("the suite has a client and a backend of %s", (name) => {
  expect(Object.keys(CLIENTS), `write a client that speaks ${name} and list it in clients.ts`).toContain(name);
  expect(Object.keys(UPSTREAMS), `add a backend that speaks ${name} in scene.ts and upstreams.ts`).toContain(name);
});

/** One suite for every pairing: what a client may expect does not depend on what the upstream speaks. */
for (const pairing of pairings) {
  // The test above fails for it.
  if (CLIENTS[pairing.client] === undefined) continue;
  describe(nameOf(pairing), () => {
    const scene = scenes(pairing);
    describe("answers", () => answers(scene));
    describe("tools", () => tools(scene));
    if (hasCustomTools(pairing)) describe("custom tools", () => customTools(scene));
    describe("reasoning", () => reasoning(scene));
    describe("requests", () => requests(scene));
    describe("errors", () => errors(scene));
    describe("aborts", () => aborts(scene));
    describe("on the wire", () => wire(scene));
    if (pairing.streamed) describe("streams and whole answers", () => same(scene));
    if (pairing.streamed) describe("helpers of the SDK", () => clientOf(scene).helpers(scene));
    if (pairing.backend !== null) describe("routes", () => routes(scene));
    if (pairing.backend !== null) upstreamOf(pairing).habits(scene);
  });
}
