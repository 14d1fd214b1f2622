import type { Backend } from "../../runtime/contract/backend.ts";
import type { BackendFacts } from "./backend-facts.ts";
import { codexFacts } from "./codex.ts";
import { httpFacts } from "./http.ts";

type Kind = Backend["kind"];

interface KindOf<B extends Backend> {
  /** The word for it among the features of the manifest. */
  readonly feature: string;
  /** The runtime module that an artifact with such a backend needs, and what it exports. */
  readonly driver: { readonly name: string; readonly file: string };
  readonly facts: (backend: B) => BackendFacts;
}

const MOCK: BackendFacts = {
  instances: { kind: "counted", count: 0 },
  instanceNoun: "keys",
  origin: null,
  refreshOrigin: null,
  environment: [],
  modelsOnly: "The built-in mock plays models, and nothing else of the API.",
  realtime: false,
  keepsResponses: false,
};

/** Everything in the compiler that depends on the kind of a backend. */
export const KINDS: { readonly [K in Kind]: KindOf<Extract<Backend, { kind: K }>> } = {
  http: {
    feature: "http-upstream",
    driver: { name: "httpDriver", file: "upstream/http/driver" },
    facts: httpFacts,
  },
  codex: {
    feature: "codex-upstream",
    driver: { name: "codexDriver", file: "upstream/codex/driver" },
    facts: codexFacts,
  },
  mock: {
    feature: "mock-upstream",
    driver: { name: "mockDriver", file: "upstream/mock/driver" },
    facts: () => MOCK,
  },
};

export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

export function factsOf(backend: Backend): BackendFacts {
  switch (backend.kind) {
    case "http":
      return KINDS.http.facts(backend);
    case "codex":
      return KINDS.codex.facts(backend);
    case "mock":
      return KINDS.mock.facts(backend);
  }
}
