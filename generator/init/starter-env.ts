/** What `turnout init` writes as .env. */
export const STARTER_ENV = `# Read by "turnout dev" and "turnout serve" in this folder, and kept out of git by .gitignore.
# The built server does not look for it: node --env-file=.env dist/server.mjs

# OPENAI_API_KEY=

# What clients have to send as "Authorization: Bearer KEY". Without any, the server only accepts requests from this machine.
# TURNOUT_API_KEY=
`;
