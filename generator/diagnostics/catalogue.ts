// Made by `npm run generate` from schema/diagnostics/*.md. Change those instead.

/** The texts of every diagnostic; `{name}` stands for one of its arguments. */
export const CATALOGUE = {
  "ambiguous-model": {
    severity: "error",
    message: "`{name}`, which the backend `{backend}` lists, also means the model `{model}` of the backend `{prefix}`.",
    why: "In a model string the text before the first colon names a backend if the config has one of that name. A client that asks for a listed name has to get that model, so a name cannot mean two.",
    fix: "Rename the backend `{prefix}`, or leave the name out of `models`: a client can ask for `{backend}:{name}` without it.",
  },
  "bad-encoding": {
    severity: "error",
    message: "The file is not UTF-8 text: {problem}.",
    why: "A config is read as UTF-8. An invalid byte would silently become part of a name.",
    fix: "Save the file as UTF-8.",
  },
  "bad-field": {
    severity: "error",
    message: "`{name}` cannot be in `{key}`: {problem}.",
    why: "`body` has fields that Turnout knows nothing of and passes on as they are, `body_from_headers` has fields that it fills with a header, and `drop` has fields that it leaves out. What routing depends on stays the client's, and parameters that Turnout knows are checked and written under the target's own name for them.",
    fix: "{hint}",
  },
  "bad-name": {
    severity: "error",
    message: "`{name}` cannot be the name of {what}.",
    why: "{about}",
    fix: "{hint}",
  },
  "bad-regexp": {
    severity: "error",
    message: "The pattern `{pattern}` is not a regular expression: {problem}.",
    why: "Alias patterns are checked when the config is compiled, so that no request can fail because of one.",
    fix: "{hint}",
  },
  "bad-selector": {
    severity: "error",
    message: "This model string cannot be read: {problem}",
    why: "Model strings in a config are parsed at build time, so that no request can fail because of one.",
    fix: "{hint}",
  },
  "bad-url": {
    severity: "error",
    message: "`{key}` is not a URL that Turnout can connect to: {problem}.",
    why: "The artifact contacts only the origins that were compiled into it, so each URL must be complete and fixed.",
    fix: "{hint}",
  },
  "base-url-path": {
    severity: "warning",
    message: "`{key}` does not end in `{path}`, where {service} has its API.",
    why: "Turnout adds the endpoint to the URL: the first request would go to `{asked}`.",
    fix: "Write `{better}`.",
  },
  "conflicting-keys": {
    severity: "error",
    message: "`{key}` and `{other}` cannot both be set.",
    why: "{about}",
    fix: "{hint}",
  },
  "dead-setting": {
    severity: "warning",
    message: "{what} is never used.",
    why: "`{other}` on line {line} {about}",
    fix: "Remove it, or remove `{other}`.",
  },
  "duplicate-api-key": {
    severity: "warning",
    message: "`{variable}` is already in the list, on line {first}.",
    why: "The same key twice is still one key: it has one rate limit, and trying it again changes nothing.",
    fix: "Remove one of the two, or write the other variable.",
  },
  "duplicate-element": {
    severity: "warning",
    message: "`{element}` is already in this list, on line {first}.",
    why: "A target that has failed is not tried a second time, so the repetition does nothing.",
    fix: "Remove one of the two.",
  },
  "duplicate-key": {
    severity: "error",
    message: "`{key}` appears twice; the first one is on line {first}.",
    why: "YAML parsers disagree on which of two equal keys counts, so Turnout accepts neither.",
    fix: "Keep one of the two, or merge them.",
  },
  "duplicate-model": {
    severity: "warning",
    message: "`{model}` is already in the list of `{backend}`, on line {first}.",
    why: "A backend lists each model once; the repetition does nothing.",
    fix: "Remove one of the two.",
  },
  "element-never-tried": {
    severity: "warning",
    message: "`{element}` is never tried.",
    why: "{reason}",
    fix: "{hint}",
  },
  "emitted-code-invalid": {
    severity: "error",
    message: "Turnout wrote TypeScript for `{file}` that does not type-check, on line {line} of `routes.ts`: {problem}",
    why: "This is a mistake in Turnout and not in the config. The build stops, because code that does not type-check must not be shipped.",
    fix: "Please report it together with the config as an issue of the project.",
  },
  "empty-file": {
    severity: "error",
    message: "There is nothing in this config.",
    why: "A router needs at least one backend to send requests to.",
    fix: "Start with `backends: { openai: { type: openai } }` and `default_backend: openai`, or run `turnout init`.",
  },
  "empty-match-alias": {
    severity: "warning",
    message: "The pattern `{pattern}` matches every model name.",
    why: "A pattern has to match from the start of a name but not to its end. A pattern that can match nothing therefore matches every name, and the rules after it are never used.",
    fix: "Write how the name starts (`^gpt-`), or `^.*$` if every name is meant.",
  },
  "env-in-url": {
    severity: "error",
    message: "`{key}` cannot contain an environment variable {without}.",
    why: "What the artifact may contact is fixed when it is built, so that what was reviewed is what runs.",
    fix: "{hint}",
  },
  "foreign-key": {
    severity: "error",
    message: "`{key}` is a setting of {product} that Turnout does not have.",
    why: "Much of such a config carries over, but this key would have no effect here.",
    fix: "{nearest}",
  },
  "glob-as-name": {
    severity: "error",
    message: "`{name}` is taken as the name of one model, and `*` as a part of it.",
    why: "{place} names one model, and no model is really called `{name}`.",
    fix: "{hint}",
  },
  "glob-as-pattern": {
    severity: "warning",
    message: "The pattern `{pattern}` is a regular expression, in which `*` repeats the character before it.",
    why: "It looks like a glob, in which `*` stands for any text. But as a pattern it takes {about}, since `{repeated}*` may be nothing at all.",
    fix: "Write `{better}`.",
  },
  "group-out-of-place": {
    severity: "error",
    message: "`{written}` stands for no group here.",
    why: "Groups are what the parentheses of an alias's pattern matched, so only the replacement of that alias can use them. {place} has no pattern, and the upstream would be asked for a model with a backslash in its name.",
    fix: "{hint}",
  },
  "hop-never-reached": {
    severity: "warning",
    message: "`{element}` is attempt {attempt} of this route, and a request makes no more than {most}.",
    why: "After its first attempt a request moves at most {hops} times, as `max_failover_hops` says. It comes to this target only if others are known to be down.",
    fix: "Write `max_failover_hops: {needed}` under `failure_handling`, or shorten the list.",
  },
  "impossible-pattern": {
    severity: "error",
    message: "No model name can match the pattern `{pattern}`: {problem}.",
    why: "A name is one line without white space around it; it has no parameters and none of the operators `|`, `^` and `!` in it. The rule would never be used.",
    fix: "{hint}",
  },
  "invalid-parameter": {
    severity: "error",
    message: "`{name}` must be {expected}, but this is `{value}`.",
    why: "The upstream would reject every request that is sent with this value.",
    fix: "Write {expected}.",
  },
  "invalid-value": {
    severity: "error",
    message: "`{key}` cannot be `{value}`.",
    why: "{about}",
    fix: "{hint}",
  },
  "key-of-another-type": {
    severity: "error",
    message: "`{key}` is not a setting of a backend of the type `{type}`.",
    why: "{about}",
    fix: "{hint}",
  },
  "literal-secret": {
    severity: "error",
    message: "`{key}` holds a secret in plain text.",
    why: "A config is committed and its artifact is copied around; a key in it leaks with the first clone. Turnout reads secrets from the environment when the server starts.",
    fix: "{hint} A key that was ever committed should be revoked.",
  },
  "missing-file": {
    severity: "error",
    message: "`{file}` cannot be read: {problem}.",
    why: "Turnout looks for `config.yaml` in the current folder unless it is given another path.",
    fix: "Run `turnout init` to get a starter config, or name the file: `turnout check path/to/config.yaml`.",
  },
  "missing-group": {
    severity: "error",
    message: "The replacement uses the group `{group}`, which the pattern does not have.",
    why: "`\\1` or `\\g<name>` stands for what a pair of parentheses in the pattern matched.",
    fix: "{hint}",
  },
  "missing-key": {
    severity: "error",
    message: "{where} needs a key `{key}`.",
    why: "{about}",
    fix: "{hint}",
  },
  "name-not-followed": {
    severity: "warning",
    message: "`{name}` is the name of {what}, which is not looked up here.",
    why: "{about} So `{name}` goes {where} as the name of a model.",
    fix: "{hint}",
  },
  "no-backends": {
    severity: "error",
    message: "There is no backend in `backends`.",
    why: "A router needs at least one backend to send requests to.",
    fix: "Add one with its type: `openai: { type: openai }`.",
  },
  "no-bare-names": {
    severity: "warning",
    message: "Clients can ask for no model by its name alone.",
    why: "There is no `default_backend`, no backend lists `models`, and nothing else says where a bare name goes: `{example}` is served, but `gpt-4o` gets a 404.",
    fix: "Write `{setting}` at the top of the config, or list the models of each backend in `models`.",
  },
  "no-branch-for-long-requests": {
    severity: "warning",
    message: "No branch accepts a request of more than {tokens} tokens: each has a `max_context`.",
    why: "A branch is skipped for requests that are larger than its `max_context`. If all branches are skipped, the client gets an error.",
    fix: "Leave `max_context` off the branch that should serve long requests. To give the context window of a model, use `context_windows` of its backend.",
  },
  "no-effect-here": {
    severity: "warning",
    message: "`{key}` has no effect on a backend of the type `{type}`.",
    why: "{reason}",
    fix: "Remove it, or move it to a backend of another type.",
  },
  "not-a-group": {
    severity: "warning",
    message: "`{written}` in this replacement is only text.",
    why: "A group of the pattern is `\\1` or `\\g<name>`, as in Python. `{written}` would become part of the model's name.",
    fix: "{hint}",
  },
  "nowhere-alias": {
    severity: "error",
    message: "The replacement `{model}` leads nowhere.",
    why: "It names no backend, it is not a failover route, no backend lists it in `models`, and there is no `default_backend`. Every request that uses this alias would get a 404.",
    fix: "{hint}",
  },
  "nowhere-target": {
    severity: "error",
    message: "`{model}` in {place} leads nowhere.",
    why: "It names no backend, no backend lists it in `models`, and there is no `default_backend`. {about}",
    fix: "{hint}",
  },
  "open-ended-pattern": {
    severity: "warning",
    message: "The pattern `{pattern}` also takes `{longer}`.",
    why: "A pattern has to match from the start of a name, but not to its end: without a `$`, anything may follow.",
    fix: "Write `{exact}` for this name alone, or `{any}` if every name that starts so is meant.",
  },
  "out-of-range": {
    severity: "error",
    message: "`{key}` must be {expected}, but this is {value}.",
    why: "{about}",
    fix: "Write {expected}.",
  },
  "passthrough-nowhere": {
    severity: "warning",
    message: "`passthrough` is on, but {problem}.",
    why: "Requests to paths without routing of their own name no model, so they go to the default backend. {about}",
    fix: "{hint}",
  },
  "plain-http": {
    severity: "warning",
    message: "`{key}` sends keys and conversations to `{host}` without encryption.",
    why: "`http:` is readable by everyone on the way. That is usual on one machine or in a private network, but this host is a public one.",
    fix: "Write `{better}`, or give the host's name in the private network.",
  },
  "policy-without-keys": {
    severity: "warning",
    message: "The failover route `{name}` has only one attempt.",
    why: "The policy `k` tries only the keys of its first element, and `{element}` has no more than one.",
    fix: "Give the backend more keys with `api_keys` and name no single one in the element, or list more elements and leave out the policy.",
  },
  "reference-not-replaced": {
    severity: "error",
    message: "`{written}` in `{key}` is not replaced with an environment variable.",
    why: "Turnout reads variables when the server starts, and only where a value may differ from one server to the next: keys, headers, the paths of logins, `state`, `server.host` and `server.port`. Everywhere else the text would be taken as it is written. {about}",
    fix: "{hint}",
  },
  "repeated-value": {
    severity: "error",
    message: "`{value}` is twice in `{key}`.",
    why: "The list is a set of words; a second one of the same is most likely meant to be another.",
    fix: "Remove one of the two, or write the word that was meant.",
  },
  "routing-test-failed": {
    severity: "error",
    message: "`{model}` leads to {actual}, but this test expects {expected}.",
    why: "The tests of a config are run whenever it is compiled, so that a change to a rule cannot reroute a model unnoticed.",
    fix: "{hint}",
  },
  "same-target": {
    severity: "warning",
    message: "`{element}` asks the same model at the same place as `{other}`, on line {first}.",
    why: "The two backends have the same URL and the same key. If one of them fails, the other fails in the same way.",
    fix: "Remove one of the two, or give the backends different keys.",
  },
  "shadowed-route": {
    severity: "warning",
    message: "No client ever reaches the failover route `{name}`.",
    why: "The alias `{pattern}` on line {line} matches this name first. Only other aliases can still lead to the route.",
    fix: "Remove the alias, or use `{name}` as its replacement if this route is meant.",
  },
  "slow-patterns": {
    severity: "error",
    message: "The {count} patterns that one name can meet could take {seconds} seconds together.",
    why: "Rules are tried one after another, and the server answers nobody meanwhile. Each of these patterns takes a few milliseconds for the worst name of 1,024 characters, which is little alone; together they may take {most} seconds.",
    fix: "Start the patterns with the text that their names start with, as in `^team-a-(.*)-(.*)$`: only patterns whose text the name starts with are tried. Or use fewer `.*` and `+` in each.",
  },
  "timeout-beyond-budget": {
    severity: "warning",
    message: "`{key}` is {seconds} seconds, but after {budget} seconds no other target is tried.",
    why: "`total_timeout_budget` counts from the arrival of a request. If this target is silent, it is given up after two thirds of that; if it fails later than that, the client gets the error.",
    fix: "Write `total_timeout_budget: {needed}` or more under `failure_handling`, or shorten the timeout.",
  },
  "timeout-never-fires": {
    severity: "warning",
    message: "`{key}` never takes effect: `{other}` is not longer.",
    why: "It is {seconds} seconds and `{other}` is {limit}, so the wait has ended by then in any case.",
    fix: "Make it shorter than `{other}`, or remove it.",
  },
  "too-large": {
    severity: "error",
    message: "{problem}",
    why: "No config that people write comes near this limit. It prevents a hostile file from exhausting the machine that checks it.",
    fix: "{hint}",
  },
  "unknown-backend": {
    severity: "error",
    message: "There is no backend `{name}`.",
    why: "{where} must name one of the backends in `backends`.",
    fix: "{hint}",
  },
  "unknown-instance": {
    severity: "error",
    message: "The backend `{backend}` has no instance `{instance}`.",
    why: "Each key in `api_keys`, or login in `auth_files`, is one instance, counted from 1: `{backend}.1`, `{backend}.2`, and so on.",
    fix: "{hint}",
  },
  "unknown-key": {
    severity: "error",
    message: "There is no key `{key}` {where}.",
    why: "An unknown key would silently have no effect, so it is an error.",
    fix: "{hint}",
  },
  "unknown-parameter": {
    severity: "error",
    message: "There is no parameter `{name}`.",
    why: "Only parameters that Turnout can check and translate are allowed in model strings and defaults.",
    fix: "{hint}",
  },
  "unlisted-model": {
    severity: "warning",
    message: "The backend `{backend}` has a context window for `{model}`, which is not among its `models`.",
    why: "A context window applies to the model of exactly this name. A model without one gets requests of any length.",
    fix: "{hint}",
  },
  "unreachable-alias": {
    severity: "warning",
    message: "No model name ever reaches the alias `{pattern}`.",
    why: "The first rule that matches wins, and `{by}` on line {line} already takes every name that this one would.",
    fix: "Move it above that rule, or remove it.",
  },
  "unreadable-file": {
    severity: "error",
    message: "`{key}` names `{file}`, which cannot be used: {problem}.",
    why: "The file is read when the config is compiled, and its text becomes part of server.mjs. Its path is relative to the folder of the config.",
    fix: "{hint}",
  },
  "unsupported-regexp": {
    severity: "error",
    message: "Turnout cannot match the pattern `{pattern}`: {problem}.",
    why: "Patterns mean what they mean to Python's `re`, and no name of a client may take long to match. The few parts of Python's patterns for which Turnout cannot promise both are refused, instead of being read in another way.",
    fix: "{hint}",
  },
  "unsupported-selector": {
    severity: "error",
    message: "{problem}",
    why: "{reason}",
    fix: "{hint}",
  },
  "unsupported-yaml": {
    severity: "error",
    message: "{problem}",
    why: "A config is one plain YAML document: mappings with text keys, lists, and single values.",
    fix: "{hint}",
  },
  "wrong-type": {
    severity: "error",
    message: "{key} must be {expected}, but this is {actual}.",
    why: "{about}",
    fix: "{hint}",
  },
  "yaml-syntax": {
    severity: "error",
    message: "This is not valid YAML: {problem}.",
    why: "The file could not be read past this point, so the rest of it was not checked.",
    fix: "{hint}",
  },
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;

/** What each diagnostic must be given. */
export interface DiagnosticArgs {
  readonly "ambiguous-model": { readonly name: string; readonly backend: string; readonly model: string; readonly prefix: string };
  readonly "bad-encoding": { readonly problem: string };
  readonly "bad-field": { readonly name: string; readonly key: string; readonly problem: string; readonly hint: string };
  readonly "bad-name": { readonly name: string; readonly what: string; readonly about: string; readonly hint: string };
  readonly "bad-regexp": { readonly pattern: string; readonly problem: string; readonly hint: string };
  readonly "bad-selector": { readonly problem: string; readonly hint: string };
  readonly "bad-url": { readonly key: string; readonly problem: string; readonly hint: string };
  readonly "base-url-path": { readonly key: string; readonly path: string; readonly service: string; readonly asked: string; readonly better: string };
  readonly "conflicting-keys": { readonly key: string; readonly other: string; readonly about: string; readonly hint: string };
  readonly "dead-setting": { readonly what: string; readonly other: string; readonly line: string; readonly about: string };
  readonly "duplicate-api-key": { readonly variable: string; readonly first: string };
  readonly "duplicate-element": { readonly element: string; readonly first: string };
  readonly "duplicate-key": { readonly key: string; readonly first: string };
  readonly "duplicate-model": { readonly model: string; readonly backend: string; readonly first: string };
  readonly "element-never-tried": { readonly element: string; readonly reason: string; readonly hint: string };
  readonly "emitted-code-invalid": { readonly file: string; readonly line: string; readonly problem: string };
  readonly "empty-file": Record<string, never>;
  readonly "empty-match-alias": { readonly pattern: string };
  readonly "env-in-url": { readonly key: string; readonly without: string; readonly hint: string };
  readonly "foreign-key": { readonly key: string; readonly product: string; readonly nearest: string };
  readonly "glob-as-name": { readonly name: string; readonly place: string; readonly hint: string };
  readonly "glob-as-pattern": { readonly pattern: string; readonly about: string; readonly repeated: string; readonly better: string };
  readonly "group-out-of-place": { readonly written: string; readonly place: string; readonly hint: string };
  readonly "hop-never-reached": { readonly element: string; readonly attempt: string; readonly most: string; readonly hops: string; readonly needed: string };
  readonly "impossible-pattern": { readonly pattern: string; readonly problem: string; readonly hint: string };
  readonly "invalid-parameter": { readonly name: string; readonly expected: string; readonly value: string };
  readonly "invalid-value": { readonly key: string; readonly value: string; readonly about: string; readonly hint: string };
  readonly "key-of-another-type": { readonly key: string; readonly type: string; readonly about: string; readonly hint: string };
  readonly "literal-secret": { readonly key: string; readonly hint: string };
  readonly "missing-file": { readonly file: string; readonly problem: string };
  readonly "missing-group": { readonly group: string; readonly hint: string };
  readonly "missing-key": { readonly where: string; readonly key: string; readonly about: string; readonly hint: string };
  readonly "name-not-followed": { readonly name: string; readonly what: string; readonly about: string; readonly where: string; readonly hint: string };
  readonly "no-backends": Record<string, never>;
  readonly "no-bare-names": { readonly example: string; readonly setting: string };
  readonly "no-branch-for-long-requests": { readonly tokens: string };
  readonly "no-effect-here": { readonly key: string; readonly type: string; readonly reason: string };
  readonly "not-a-group": { readonly written: string; readonly hint: string };
  readonly "nowhere-alias": { readonly model: string; readonly hint: string };
  readonly "nowhere-target": { readonly model: string; readonly place: string; readonly about: string; readonly hint: string };
  readonly "open-ended-pattern": { readonly pattern: string; readonly longer: string; readonly exact: string; readonly any: string };
  readonly "out-of-range": { readonly key: string; readonly expected: string; readonly value: string; readonly about: string };
  readonly "passthrough-nowhere": { readonly problem: string; readonly about: string; readonly hint: string };
  readonly "plain-http": { readonly key: string; readonly host: string; readonly better: string };
  readonly "policy-without-keys": { readonly name: string; readonly element: string };
  readonly "reference-not-replaced": { readonly written: string; readonly key: string; readonly about: string; readonly hint: string };
  readonly "repeated-value": { readonly value: string; readonly key: string };
  readonly "routing-test-failed": { readonly model: string; readonly actual: string; readonly expected: string; readonly hint: string };
  readonly "same-target": { readonly element: string; readonly other: string; readonly first: string };
  readonly "shadowed-route": { readonly name: string; readonly pattern: string; readonly line: string };
  readonly "slow-patterns": { readonly count: string; readonly seconds: string; readonly most: string };
  readonly "timeout-beyond-budget": { readonly key: string; readonly seconds: string; readonly budget: string; readonly needed: string };
  readonly "timeout-never-fires": { readonly key: string; readonly other: string; readonly seconds: string; readonly limit: string };
  readonly "too-large": { readonly problem: string; readonly hint: string };
  readonly "unknown-backend": { readonly name: string; readonly where: string; readonly hint: string };
  readonly "unknown-instance": { readonly backend: string; readonly instance: string; readonly hint: string };
  readonly "unknown-key": { readonly key: string; readonly where: string; readonly hint: string };
  readonly "unknown-parameter": { readonly name: string; readonly hint: string };
  readonly "unlisted-model": { readonly backend: string; readonly model: string; readonly hint: string };
  readonly "unreachable-alias": { readonly pattern: string; readonly by: string; readonly line: string };
  readonly "unreadable-file": { readonly key: string; readonly file: string; readonly problem: string; readonly hint: string };
  readonly "unsupported-regexp": { readonly pattern: string; readonly problem: string; readonly hint: string };
  readonly "unsupported-selector": { readonly problem: string; readonly reason: string; readonly hint: string };
  readonly "unsupported-yaml": { readonly problem: string; readonly hint: string };
  readonly "wrong-type": { readonly key: string; readonly expected: string; readonly actual: string; readonly about: string; readonly hint: string };
  readonly "yaml-syntax": { readonly problem: string; readonly hint: string };
}
