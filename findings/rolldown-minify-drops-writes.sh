#!/usr/bin/env bash
# Guess: `treeshake: { propertyReadSideEffects: false, propertyWriteSideEffects: false }` lets rolldown drop writes to
#   objects that nobody reads. An object that a function returns is read by its caller, so its writes stay, and
#   `minify` only makes names and spaces shorter.
# Truth: each option alone keeps the writes, and both together keep them as long as the output is not minified. Both
#   together with `minify: true` drop the conditional writes to the returned object: the bundle runs, throws nothing, and
#   returns an object without those members. A gateway built this way sends requests without `stream` and `temperature`,
#   and tests of the source files cannot notice it. Only the first write, in the object literal, survives.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund rolldown@1.2.19

cat > request.mjs <<'JS'
export function request(ask) {
  const fields = { model: ask.model };
  if (ask.stream) fields.stream = true;
  if (ask.temperature !== null) fields.temperature = ask.temperature;
  return fields;
}
JS

cat > build.mjs <<'JS'
import { VERSION, rolldown } from "rolldown";

console.log(`node ${process.version}, rolldown ${VERSION}`);
for (const propertyReadSideEffects of ["always", false]) {
  for (const propertyWriteSideEffects of ["always", false]) {
    for (const minify of [false, true]) {
      const build = await rolldown({ input: "request.mjs", treeshake: { propertyReadSideEffects, propertyWriteSideEffects } });
      const { output } = await build.generate({ format: "esm", minify });
      const { request } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
      const made = JSON.stringify(request({ model: "m", stream: true, temperature: 0 }));
      console.log(`reads ${propertyReadSideEffects}, writes ${propertyWriteSideEffects}, minify ${minify}: ${made}`);
    }
  }
}
JS

node build.mjs | tee seen.txt
whole='{"model":"m","stream":true,"temperature":0}'
[ "$(grep -cF ": $whole" seen.txt)" = 7 ]
grep -qF 'reads false, writes false, minify true: {"model":"m"}' seen.txt
