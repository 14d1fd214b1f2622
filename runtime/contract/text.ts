/** The value of an environment variable, read once at start. `at` is the config line that refers to it. */
export interface EnvRef {
  readonly env: string;
  readonly at: string;
}

/** Text that can include environment variables, joined at start: `["Bearer ", { env: "TOKEN", at: "config.yaml:4" }]`. */
export type Text = string | readonly (string | EnvRef)[];
