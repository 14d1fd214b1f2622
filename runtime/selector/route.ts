export interface RouteParts {
  readonly backend: string | null;
  readonly instance: string | null;
  readonly model: string;
}

/**
 * Splits a route. It names a backend if there is a colon before the first slash: `openrouter:a/b:beta` does, `a/b:beta` does
 * not.
 */
export function splitRoute(route: string): RouteParts {
  const colon = route.indexOf(":");
  const slash = route.indexOf("/");
  if (colon === -1 || (slash !== -1 && slash < colon)) return { backend: null, instance: null, model: route };
  const model = route.slice(colon + 1);
  const dot = route.indexOf(".");
  if (dot === -1 || dot > colon) return { backend: route.slice(0, colon), instance: null, model };
  return { backend: route.slice(0, dot), instance: route.slice(dot + 1, colon), model };
}
