/**
 * The workflow that `turnout init` writes.
 * @param folder where the config is, from the root of the repository; empty if it is there
 */
export function starterWorkflow(folder: string): string {
  const place = folder === "" ? "" : `${WORKS_IN}${JSON.stringify(folder)}\n`;
  const dist = folder === "" ? "dist" : JSON.stringify(`${folder}/dist`);
  return `# Pull requests: mistakes in config.yaml show as annotations on their lines.
# main: the artifact is built and kept; deploy it by running "node server.mjs".
# Turnout is one of the packages that "npm ci" installs; its README says how it gets there.
name: turnout

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
${place}
jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx turnout check config.yaml --format github

  build:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npx turnout build config.yaml --out dist --format github
      - uses: actions/upload-artifact@v4
        with:
          name: turnout
          path: ${dist}
          if-no-files-found: error
`;
}

const WORKS_IN = `
defaults:
  run:
    working-directory: `;
