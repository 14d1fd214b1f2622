import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import { type BackendFacts, type InstanceNumbers, type Variable, variable } from "./backend-facts.ts";
import { headerVariables } from "./header-variables.ts";

/** `${KEY_*}` takes KEY_1 … KEY_99. */
const MOST_NUMBERED = 99;

export function httpFacts(backend: HttpBackend): BackendFacts {
  return {
    instances: numbersOf(backend.keys),
    instanceNoun: "keys",
    ...placesOf(backend),
    refreshOrigin: null,
    environment: [...urlVariables(backend), ...keyVariables(backend), ...headerVariables(backend)],
    modelsOnly: null,
    realtime: true,
    keepsResponses: backend.keepsResponses && backend.protocols.includes("responses"),
  };
}

function placesOf({ origin }: HttpBackend): Pick<BackendFacts, "origin" | "origins"> {
  if (typeof origin === "string") return { origin };
  const pieces = typeof origin.url === "string" ? [origin.url] : origin.url;
  const text = pieces.map((piece) => (typeof piece === "string" ? piece : `\${${piece.env}}`)).join("");
  return { origin: text, origins: origin.origins };
}

function urlVariables({ origin, name }: HttpBackend): readonly Variable[] {
  if (typeof origin === "string" || typeof origin.url === "string") return [];
  const refs = origin.url.filter((piece) => typeof piece !== "string");
  return refs.map((ref) => variable(ref, `the base_url of the backend ${name}`));
}

function numbersOf(keys: HttpBackend["keys"]): InstanceNumbers {
  switch (keys.kind) {
    case "none":
      return { kind: "counted", count: 0 };
    case "listed":
      return { kind: "counted", count: keys.keys.length };
    case "numbered":
      return { kind: "open", most: MOST_NUMBERED };
  }
}

function keyVariables({ keys, name }: HttpBackend): readonly Variable[] {
  switch (keys.kind) {
    case "none":
      return [];
    case "listed":
      return keys.keys.map((key) => variable(key, `a key of the backend ${name}`));
    case "numbered": {
      const range = { env: `${keys.prefix.env}*`, at: keys.prefix.at };
      return [variable(range, `the keys of the backend ${name}, numbered from 1 to 99`)];
    }
  }
}
