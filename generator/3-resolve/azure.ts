import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import type { Preset } from "./presets.ts";

type Problem = readonly [problem: string, hint: string];

const DEPLOYMENT = /^((?:https?:\/\/[^/?#@]+|\$\{\w+\})(?:\/[^?#]*?)?)\/openai\/deployments(?:[/?#]|$)/i;
const VERSION = /[?&]api-version=(\d{4}-\d\d-\d\d(?:-preview)?)(?:[&#]|$)/i;
const RESOURCE = /^(?:https?:\/\/[^/?#@]+|\$\{\w+\})/i;
const AZURE_HOST = /^https?:\/\/[^/?#@]+\.(?:openai|cognitiveservices)\.azure\.com(?=[/:?#]|$)/i;
const USUAL_VERSION = "2024-10-21";

export interface AzureUrl {
  readonly type: string;
  readonly text: string;
  readonly version: string | undefined;
}

/** What is wrong with a URL of Azure that other tools take; null if it is not one, or right. */
export function azureProblem({ type, text, version }: AzureUrl): Problem | null {
  if (type !== "azure-openai" && !AZURE_HOST.test(text)) return null;
  const written = VERSION.exec(text)?.[1];
  const resource = DEPLOYMENT.exec(text)?.[1];
  const typed = type === "azure-openai" ? "" : "`type: azure-openai` and ";
  const versioned =
    version === undefined ? `, with ${typed}\`api_version: ${written ?? USUAL_VERSION}\` beside it` : "";
  if (resource !== undefined) {
    return ["it names a deployment", `Write \`${resource}\`${versioned}. The model of a request is its deployment.`];
  }
  const start = RESOURCE.exec(text)?.[0];
  if (start === undefined) return null;
  if (written !== undefined) return ["it has an API version in it", `Write \`${start}\`${versioned}.`];
  if (version !== undefined && /\/openai\/v1\/*$/i.test(text)) {
    return [
      "it is the API without versions, which takes no `api_version`",
      `Remove \`api_version\`, or write \`${start}\`.`,
    ];
  }
  return null;
}

/** What servers of a version of Azure's API know less than those without: Responses, and the new name of a field. */
export function presetOf(preset: Preset, version: string | undefined): Preset {
  if (version === undefined) return preset;
  const protocols: HttpBackend["protocols"] = version < "2025-03-01" ? ["chat"] : preset.protocols;
  return { ...preset, protocols, maxTokensField: version < "2024-09-01" ? "max_tokens" : preset.maxTokensField };
}
