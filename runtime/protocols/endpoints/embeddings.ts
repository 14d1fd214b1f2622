import { withoutParameters } from "./without-parameters.ts";

/** https://platform.openai.com/docs/api-reference/embeddings/create; it supports none of the parameters. */
export const embeddings = withoutParameters("/embeddings");
