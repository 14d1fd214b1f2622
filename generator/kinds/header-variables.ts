import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import { type Variable, variable } from "./backend-facts.ts";

export function headerVariables({ headers, name }: Pick<HttpBackend, "headers" | "name">): readonly Variable[] {
  return headers.flatMap(([header, value]) =>
    (typeof value === "string" ? [] : value)
      .filter((piece) => typeof piece !== "string")
      .map((piece) => variable(piece, `the header ${header} of the backend ${name}`)),
  );
}
