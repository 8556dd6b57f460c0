// All checks: what CI runs, and nothing else. The last line counts them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { findRedis, redisMissing } from './services/redis.ts';

type Outcome = { passed: number; failed: number; skipped: number };

const total: Outcome = { passed: 0, failed: 0, skipped: 0 };
const add = (outcome: Outcome) => {
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
};

/** A check that either holds or not counts as one test. */
function check(name: string, command: string[]): void {
  const [program = '', ...rest] = command;
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}`);
  add({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 });
}

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
};

function vitest(): void {
  const file = 'test-results/vitest.json';
  rmSync(file, { force: true });
  const { status } = spawnSync('vitest', ['run'], { stdio: 'inherit' });
  if (!existsSync(file)) {
    add({ passed: 0, failed: 1, skipped: 0 });
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failed = report.numFailedTests === 0 && status !== 0 ? 1 : report.numFailedTests;
  add({ passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests });
}

if (!findRedis()) {
  process.stderr.write(`${redisMissing}\n`);
  process.exit(1);
}
check('import law', [
  'depcruise',
  '--config',
  '.dependency-cruiser.cjs',
  'app',
  'bench',
  'cli',
  'components',
  'core',
  'e2e',
  'scripts',
  'server',
  'workers',
]);
check('lint and format', ['biome', 'ci', '.']);
check('types', ['tsc', '--noEmit']);
vitest();
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
