import { BodyFields } from "../../body/body-fields.ts";
import { objectFields } from "../../body/object-fields.ts";
import type { Body } from "../../body/read-model.ts";
import type { HttpBackend } from "../../contract/http-backend.ts";
import { dialectOf } from "../../protocols/chat/dialect/dialect-of.ts";
import type { BackendDialect } from "../../protocols/endpoints/dialect.ts";

/** How requests have to be written for the server of a backend. */
export function httpDialect(backend: HttpBackend): BackendDialect {
  const dialect = dialectOf(backend);
  return {
    ofBody: (at, body: Body, edits) => dialect(at, new BodyFields(body), edits),
    ofFields: (at, fields, edits) => dialect(at, objectFields(fields), edits),
  };
}
