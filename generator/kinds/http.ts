import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import { type BackendFacts, type InstanceNumbers, type Variable, variable } from "./backend-facts.ts";
import { headerVariables } from "./header-variables.ts";

/** `${KEY_*}` takes KEY_1 … KEY_99. */
const MOST_NUMBERED = 99;

export function httpFacts(backend: HttpBackend): BackendFacts {
  return {
    instances: numbersOf(backend.keys),
    instanceNoun: "keys",
    origin: backend.origin,
    refreshOrigin: null,
    environment: [...keyVariables(backend), ...headerVariables(backend)],
    modelsOnly: null,
    realtime: true,
    keepsResponses: backend.keepsResponses && backend.protocols.includes("responses"),
  };
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
