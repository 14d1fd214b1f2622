import type { Protocol } from "../../runtime/contract/protocol.ts";
import { schemaAt } from "../2-validate/schema-at.ts";

/** What a runtime module exports. */
export interface Export {
  readonly name: string;
  readonly file: string;
}

/** The parts of a protocol that an artifact may need one without the other. */
export interface ProtocolExports {
  /** Where its clients post to, and where a backend that speaks it is asked. */
  readonly endpoint: Export;
  readonly client: Export;
  readonly upstream: Export;
}

/** As the schema lists what a backend may speak. */
export const PROTOCOLS = (schemaAt(["backends", "any", "protocols"])?.items?.enum ?? []) as readonly Protocol[];

/** Every protocol has the same files, whose exports begin with its name; a test of the registry holds them to that. */
export function exportsOf(protocol: Protocol): ProtocolExports {
  const folder = `protocols/${protocol}`;
  return {
    endpoint: { name: `${protocol}Endpoint`, file: `${folder}/endpoint` },
    client: { name: `${protocol}Client`, file: `${folder}/client-codec` },
    upstream: { name: `${protocol}Upstream`, file: `${folder}/upstream-codec` },
  };
}
