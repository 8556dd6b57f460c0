import { z } from 'zod';
import { routes } from '#core/api.ts';
import { errorStatus } from '#core/errors.ts';

const head = `# HTTP API

Everything is below \`/api/v1\`. Bodies are JSON, times RFC 3339 unless a line says otherwise. This page is written by
\`node scripts/api-docs.ts\` from the schemas that the routes check.

Where \`WEIR_TOKEN\` is set, send \`Authorization: Bearer TOKEN\`. The Host must be loopback's, \`WEIR_BIND\`'s, or in
\`WEIR_ALLOWED_HOSTS\`; a write with an Origin of another site is refused.

An error is \`{"error": {"code", "message", "field"?, "lines"?, "lineTotal"?}}\`: \`message\` is one sentence for a person,
\`field\` the part of the request that is wrong, \`lines\` the first 100 lines of an uploaded file that are wrong
(\`{line, message}\`), \`lineTotal\` how many are in all.

| code | status |
| --- | ---: |
${Object.entries(errorStatus)
  .map(([code, status]) => `| ${code} | ${status} |`)
  .join('\n')}
`;

/** docs/api.md as it should be. */
export function apiDocs(): string {
  const sections = routes.map(({ method, path, does, body, query, answers }) => {
    const parts = [`## ${method} ${path}`, does];
    if (query) parts.push(`Query:\n\n${schemaBlock(query)}`);
    if (body) parts.push(`Body:\n\n${schemaBlock(body)}`);
    return [...parts, `Answers ${answers}.`].join('\n\n');
  });
  return `${[head.trim(), ...sections].join('\n\n')}\n`;
}

function schemaBlock(schema: z.ZodType): string {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return `\`\`\`json\n${JSON.stringify(json, null, 1)}\n\`\`\``;
}
