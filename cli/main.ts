import { isWeirError } from '#core/errors.ts';
import { type Arguments, parseArguments, UsageError } from './arguments.ts';
import { type Client, openClient } from './client.ts';
import { mapList, mapPublish } from './map-commands.ts';
import { eventsCommand, pivotCommand } from './pivot-commands.ts';
import { printJson, say } from './print.ts';
import { cancelRun, coverageCommand, planRun, retryRun, runList, startRun } from './run-commands.ts';
import { sourceAdd, sourceList, sourceRemove, sourceTest } from './source-commands.ts';
import { viewList, viewRemove } from './view-commands.ts';

const usage = `weir source add NAME --kind ndjson --path P [--preset raw-logpush]
weir source add NAME --kind elasticsearch --url U --index I [--preset P] [--query JSON] [--api-key K | --user U --password P] [--ca-file F]
weir source list | test NAME | remove NAME
weir map publish NAME FILE.csv [--key COLUMN]
weir map list
weir run --source NAME --from T --to T [--map NAME[@version]] [--window-minutes N] [pivot options]
weir plan --source NAME --from T --to T [--window-minutes N]
weir runs [--source NAME] [--limit N] | cancel RUN | retry RUN
weir coverage --source NAME --from T --to T
weir pivot --source NAME --from T --to T [--map NAME[@version]] [pivot options] [--format table|csv|json]
weir events --source NAME --from T --to T [--map NAME] [--filter F] [--limit N] [--format table|csv|json|ndjson]
weir view list | remove NAME
weir health | about

Pivot options
  --rows A,B --columns C    fields: Action, Datetime:1h, Datetime:1d@Asia/Kolkata, map.group, match;
                            /top=10 or /top=10:requests keeps the largest, /sort=label or /sort=-count orders
  --values V,W              count, requests, distinct:ClientIP, sum:, avg:, min:, max:
  --filter F                may be repeated: Action=block, Action=block|log, Action!=log, ClientRequestPath~admin,
                            !~ ^= < <= > >=, 'Ref?' (there is a value), '!Ref' (there is none)

WEIR_URL says where Weir runs (http://127.0.0.1:3000), WEIR_TOKEN its token.
Exit code: 0 for complete success, 1 when something failed, 2 for wrong usage.`;

type Command = (client: Client, words: string[], options: Arguments['options']) => Promise<unknown>;

const commands: Record<string, Command> = {
  'source add': sourceAdd,
  'source list': (client) => sourceList(client),
  'source test': sourceTest,
  'source remove': sourceRemove,
  'map publish': mapPublish,
  'map list': (client) => mapList(client),
  run: (client, _words, options) => startRun(client, options),
  plan: (client, _words, options) => planRun(client, options),
  runs: (client, _words, options) => runList(client, options),
  coverage: (client, _words, options) => coverageCommand(client, options),
  cancel: cancelRun,
  retry: retryRun,
  pivot: (client, _words, options) => pivotCommand(client, options),
  events: (client, _words, options) => eventsCommand(client, options),
  'view list': (client) => viewList(client),
  'view remove': viewRemove,
  about: async (client) => printJson(await client.get('/about')),
  health: async (client) => printJson(await client.get('/health')),
};

async function main(given: string[]): Promise<number> {
  const { words, options } = parseArguments(given);
  if (options.help || words[0] === 'help' || words.length === 0) {
    process.stdout.write(`${usage}\n`);
    return words.length === 0 && !options.help ? 2 : 0;
  }
  const [first = '', second = ''] = words;
  const name = `${first} ${second}` in commands ? `${first} ${second}` : first;
  const command = commands[name];
  if (!command) throw new UsageError(`There is no command "${words.join(' ')}"; "weir help" lists them.`);
  const base = process.env.WEIR_URL || `http://127.0.0.1:${process.env.PORT || 3000}`;
  const code = await command(
    openClient(base, process.env.WEIR_TOKEN || undefined),
    words.slice(name.split(' ').length),
    options,
  );
  return typeof code === 'number' ? code : 0;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(1);
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!isWeirError(error)) throw error;
  say(error.message);
  for (const { message } of error.lines ?? []) if (message !== error.message) say(`  ${message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
