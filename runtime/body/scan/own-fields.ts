/** The request's size in tokens, if the client knows it; it replaces Turnout's estimate and is never sent upstream. */
export const CONTEXT_TOKENS = "request_context_tokens";
