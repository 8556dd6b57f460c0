// Writes docs/api.md from the routes and schemas of core/api.ts: `node scripts/api-docs.ts`.
import { writeFileSync } from 'node:fs';
import { apiDocs } from './api-docs/markdown.ts';

writeFileSync('docs/api.md', apiDocs());
