/** Who may import whom. The same arrows stand on the first screen of docs/architecture.md. */
const room = (name, allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(app|bench|cli|components|core|e2e|enrichers|scripts|server|workers)/',
    pathNot: [`^${name}/`, ...allowed],
  },
});

const lock = (name, packages, homes) => ({
  name: `${name}-lock`,
  severity: 'error',
  from: { path: '^(app|cli|components|core|server|workers|enrichers)/', pathNot: [...homes, '\\.test\\.tsx?$'] },
  to: { path: packages },
});

const webRooms = '^server/(store|queue|auth|artefacts|exports|uploads)/';
const everywhere = '^server/(env|log|data-folder|secrets)\\.ts$';

module.exports = {
  forbidden: [
    room('core', []),
    room('components', ['^core/']),
    room('enrichers', ['^core/']),
    room('cli', ['^core/']),
    room('server', ['^core/']),
    room('workers', ['^core/', '^server/', '^enrichers/']),
    room('app', ['^core/', '^components/', webRooms, everywhere]),
    {
      name: 'batches-and-queries-never-open-the-store',
      severity: 'error',
      from: { path: '^workers/', pathNot: '^workers/(main|control|advance-run)\\.ts$' },
      to: { path: '^server/store/' },
    },
    {
      name: 'artefacts-exports-and-uploads-use-files-only',
      severity: 'error',
      from: { path: '^server/(artefacts|exports|uploads)/' },
      to: { path: '^server/(store|queue|lake|sources|auth)/' },
    },
    {
      name: 'the-listing-needs-no-duckdb',
      severity: 'error',
      from: { path: '^server/lake/listing\\.ts$' },
      to: { path: '^server/lake/', pathNot: '^server/lake/listing\\.ts$' },
    },
    lock('elasticsearch', 'node_modules/(@elastic|@opensearch-project)/', ['^server/sources/']),
    lock('duckdb', 'node_modules/@duckdb/', ['^server/lake/']),
    lock('redis', 'node_modules/(bullmq|ioredis)/', ['^server/queue/', '^workers/']),
    lock('sqlite', '^node:sqlite$|^sqlite$', ['^server/store/']),
    lock('yazl', 'node_modules/yazl/', ['^server/exports/writers/']),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'all-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
