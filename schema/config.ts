// Made by `npm run generate` from schema/config.schema.json. Change that instead.

export interface Config {}
