import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findProgram } from '#scripts/services/debian.ts';
import { freePort } from '#scripts/services/ports.ts';

/** The distribution that its makers use for their own tests is on Maven Central; no checksum stands beside it, so it is pinned here. */
const version = '9.5.3';
const sha256 = 'bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d';
const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`;
/** Whom the server runs as under root, whom it refuses: nobody. */
const nobody = 65534;

export type Server = { url: string; stop(): Promise<void> };

/** Why no Elasticsearch can be started here, or undefined when one can. */
export function missingForElasticsearch(): string | undefined {
  if (!findProgram('mvn')) return 'Maven is not installed';
  if (!findJdk()) return 'no JDK of version 21 or newer is installed';
  return undefined;
}

/** A full JDK: the server needs modules that cut-down runtimes lack. */
function findJdk(): string | undefined {
  const installed = existsSync('/usr/lib/jvm')
    ? readdirSync('/usr/lib/jvm').map((name) => join('/usr/lib/jvm', name))
    : [];
  const onPath = findProgram('javac');
  const homes = [process.env.JAVA_HOME ?? '', ...(onPath ? [resolve(onPath, '..', '..')] : []), ...installed];
  return homes.filter(Boolean).find((home) => {
    const { status, stdout, stderr } = spawnSync(join(home, 'bin', 'javac'), ['-version'], { encoding: 'utf8' });
    return status === 0 && Number(/javac (\d+)/.exec(stdout + stderr)?.[1]) >= 21;
  });
}

const isRoot = () => process.getuid?.() === 0;

/** Kept between runs, where `nobody` can read it. */
function cacheFolder(): string {
  return isRoot() ? '/var/tmp/weir-test' : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weir-test');
}

async function unpacked(jdk: string): Promise<string> {
  const home = join(cacheFolder(), `elasticsearch-${version}`);
  if (existsSync(home)) return home;
  mkdirSync(cacheFolder(), { recursive: true });
  const beside = mkdtempSync(join(cacheFolder(), 'new-'));
  chmodSync(beside, 0o755);
  const run = (program: string, rest: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, rest, { cwd: beside, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} failed: ${stdout}${stderr}`);
  };
  run('mvn', [
    '-q',
    '-B',
    '-ntp',
    'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy',
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${beside}`,
  ]);
  const zip = join(beside, `elasticsearch-${version}.zip`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(zip)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== sha256) throw new Error('The downloaded Elasticsearch has a wrong checksum.');
  run(join(jdk, 'bin', 'jar'), ['xf', zip]);
  const folder = join(beside, `elasticsearch-${version}`);
  for (const name of readdirSync(join(folder, 'bin'))) chmodSync(join(folder, 'bin', name), 0o755);
  addRootHandler(folder, beside, jdk, run);
  renameSync(folder, home);
  rmSync(beside, { recursive: true, force: true });
  return home;
}

/** This distribution does not answer `GET /`, by which clients ask what the server is; a plugin of our own does. */
function addRootHandler(
  folder: string,
  work: string,
  jdk: string,
  run: (program: string, rest: string[]) => void,
): void {
  const plugin = join(folder, 'plugins', 'weir-root');
  const classes = join(work, 'classes');
  mkdirSync(plugin, { recursive: true });
  mkdirSync(classes);
  const source = resolve(import.meta.dirname, 'RootHandler.java');
  run(join(jdk, 'bin', 'javac'), [
    '-proc:none',
    '-Xlint:none',
    '--release',
    '21',
    '-d',
    classes,
    '-cp',
    join(folder, 'lib', '*'),
    source,
  ]);
  run(join(jdk, 'bin', 'jar'), ['cf', join(plugin, 'weir-root.jar'), '-C', classes, '.']);
  const facts = {
    name: 'weir-root',
    description: 'GET /',
    version: '1',
    'elasticsearch.version': version,
    'java.version': '21',
    classname: 'weir.RootHandler',
  };
  writeFileSync(
    join(plugin, 'plugin-descriptor.properties'),
    Object.entries(facts)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
}

/** Starts a server of one node on loopback and waits until it is ready. @throws Error with its last words when it does not start */
export async function startElasticsearch(heap = '512m'): Promise<Server> {
  const jdk = findJdk();
  if (!jdk) throw new Error('No JDK of version 21 or newer is installed.');
  const home = await unpacked(jdk);
  const state = mkdtempSync(join(cacheFolder(), 'state-'));
  const folders = Object.fromEntries(
    ['config', 'data', 'logs', 'tmp'].map((name) => [name, join(state, name)]),
  ) as Record<string, string>;
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const { config = '', data = '', logs = '', tmp = '' } = folders;
  const port = await freePort();
  const settings = {
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': await freePort(),
    'discovery.type': 'single-node',
    'path.data': data,
    'path.logs': logs,
    'xpack.security.enabled': false,
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  writeFileSync(
    join(config, 'elasticsearch.yml'),
    Object.entries(settings)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
  writeFileSync(join(config, 'log4j2.properties'), readFileSync(join(home, 'config', 'log4j2.properties')));
  const jvm = readFileSync(join(home, 'config', 'jvm.options'), 'utf8');
  writeFileSync(
    join(config, 'jvm.options'),
    jvm
      .split('\n')
      .filter((line) => !line.includes('Xlog:gc'))
      .join('\n'),
  );
  if (isRoot()) {
    for (const path of [state, ...Object.values(folders), ...readdirSync(config).map((name) => join(config, name))])
      chownSync(path, nobody, nobody);
  }
  const env = {
    PATH: process.env.PATH,
    HOME: tmp,
    LANG: 'C.UTF-8',
    ES_JAVA_HOME: jdk,
    ES_PATH_CONF: config,
    ES_TMPDIR: tmp,
    ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}`,
  };
  const who = isRoot() ? { uid: nobody, gid: nobody } : {};
  const child = spawn(join(home, 'bin', 'elasticsearch'), [], {
    cwd: tmp,
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...who,
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      words = (words + chunk).slice(-4000);
    });
  const stop = () => end(child, state);
  const url = `http://127.0.0.1:${port}`;
  for (const limit = Date.now() + 180_000; ; await wait(200)) {
    if (await isReady(url)) return { url, stop };
    if (child.exitCode === null && Date.now() < limit) continue;
    await stop();
    throw new Error(`Elasticsearch did not start: ${words}`);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=5s`)).ok;
  } catch {
    return false;
  }
}

/** The launcher starts a second process: the whole group is ended. */
async function end(child: ChildProcess, state: string): Promise<void> {
  if (child.exitCode === null && child.pid) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }
  rmSync(state, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
