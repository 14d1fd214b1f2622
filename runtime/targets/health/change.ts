/** What one server learns about a target and others with the same state should know. Times are milliseconds since 1970. */
export type HealthChange =
  | { readonly kind: "cooldown"; readonly target: string; readonly reason: string; readonly until: number }
  | {
      readonly kind: "circuit_opened";
      readonly target: string;
      readonly failures: number;
      readonly until: number;
      /** Why the last attempt failed; servers of earlier versions do not say. */
      readonly reason?: string;
    }
  | { readonly kind: "circuit_closed"; readonly target: string }
  | { readonly kind: "key_died"; readonly instance: string; readonly reason: string }
  /** It works again. */
  | { readonly kind: "key_revived"; readonly instance: string };
