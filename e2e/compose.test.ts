import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const service = z.looseObject({
  image: z.string(),
  healthcheck: z.looseObject({ test: z.array(z.string()).min(2) }),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.unknown()).optional(),
});

const compose = () =>
  z
    .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
    .loose()
    .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));

test('every part is there, with a health check', () => {
  expect(Object.keys(compose().services).sort()).toEqual(['control', 'elasticsearch', 'redis', 'web', 'worker']);
});

test('ports are published on loopback only, unless the operator says otherwise', () => {
  for (const { ports = [] } of Object.values(compose().services))
    for (const port of ports) expect(port).toContain('127.0.0.1');
});

test('without a token nothing of Weir starts', () => {
  for (const name of ['web', 'control', 'worker'])
    expect(compose().services[name]?.environment?.WEIR_TOKEN).toMatch(/^\$\{WEIR_TOKEN:\?/);
});

test('Redis evicts nothing and keeps what it was told', () => {
  expect(compose().services.redis?.command).toEqual(expect.arrayContaining(['--appendonly', 'yes', 'noeviction']));
});

test('the image runs without root, and what it copies exists', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('USER'))).toEqual(['USER node']);
});
