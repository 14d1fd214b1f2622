/** What `turnout init` writes as .github/workflows/turnout.yml. */
export const STARTER_WORKFLOW = `# Pull requests: mistakes in config.yaml show as annotations on their lines.
# main: the artifact is built and kept; deploy it by running "node server.mjs".
# Turnout is a dependency of this repository: npm install --save-dev turnout
name: turnout

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

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
          path: dist
          if-no-files-found: error
`;
