// Runs the web process and ends it when the process that started it is gone.
process.env.NEXT_TELEMETRY_DISABLED = '1';
process.once('disconnect', () => process.exit(0));
const [port = '3000', bind = '127.0.0.1'] = process.argv.slice(2);
process.argv = [process.argv[0] ?? 'node', 'next', 'start', '-p', port, '-H', bind];
// @ts-expect-error Next's command has no types.
await import('next/dist/bin/next');
