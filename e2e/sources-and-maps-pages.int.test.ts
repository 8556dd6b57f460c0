import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { expectAccessible } from './servers/accessible.ts';
import { browserPath, openBrowser } from './servers/browser.ts';
import { lines, logpushEvent } from './servers/events.ts';
import { startWeir, type TestWeir } from './servers/weir.ts';

let weir: TestWeir;
let browser: Browser;

beforeAll(async () => {
  if (!browserPath) return;
  weir = await startWeir(inject('redisUrl'), { WEIR_UPLOAD_LIMIT_MB: '1' });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await weir?.stop();
});

async function openPage(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(weir.url + path);
  return page;
}

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.skipIf(!browserPath)('rule maps', () => {
  test('a bad file shows its lines and changes nothing; a good one is previewed, published, and is version 2', async () => {
    await weir.client.upload('/maps?name=rules', new Blob(['rule_id,group\n1,a\n2,b\n3,c\n']));
    const page = await openPage('/rule-maps');
    const file = page.getByLabel('CSV file', { exact: true });
    await page.getByRole('row', { name: 'rules 1 3' }).waitFor();

    await file.setInputFiles(csv('rules-2026-11-24.csv', 'rule_id,group\n1,a\n,b\n2,b,c\n'));
    await page.getByText('2 lines are wrong. Nothing was changed: rules v1 still counts.').waitFor();
    await page.getByRole('row', { name: '3 has no id in column "rule_id".' }).waitFor();
    await page.getByRole('row', { name: '4 has 3 cells, but the header has 2.' }).waitFor();
    expect(await page.getByRole('button', { name: /^Publish/ }).count()).toBe(0);

    await file.setInputFiles(csv('rules-2026-11-25.csv', 'rule_id;group;note\n1;a;<b>x</b>\n2;z;\n4;d;\n5;d;\u202E\n'));
    await page.getByText('2 ids new, 1 id gone, 1 id changed, new column note').waitFor();
    await page
      .getByRole('definition')
      .filter({ hasText: /^semicolon$/ })
      .waitFor();
    await page.getByRole('cell', { name: '<b>x</b>' }).waitFor();
    await page.getByRole('cell', { name: '⟨U+202E⟩' }).waitFor();
    await expectAccessible(page);
    const { versions } = await weir.client.get<{ versions: unknown[] }>('/maps/rules');
    expect(versions).toHaveLength(1);

    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByText('rules v2 is published: 4 rows.').waitFor();
    await page.getByRole('heading', { name: 'Rule map rules' }).waitFor();
    await page.getByRole('button', { name: 'Version 2', pressed: true }).waitFor();
    await page.getByRole('cell', { name: '<b>x</b>' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Version 1' }).click();
    await page.getByText('3 rows').waitFor();
    expect(page.url()).toMatch(/version=1/);
  });

  test('an empty file, one that is too large and one that is no text are refused in a sentence', async () => {
    const page = await openPage('/rule-maps');
    const file = page.getByLabel('CSV file', { exact: true });
    await file.setInputFiles(csv('empty.csv', ''));
    await page.getByText('The file is empty. Nothing was changed.').waitFor();
    await file.setInputFiles(csv('large.csv', 'x'.repeat(1024 * 1024 + 1)));
    await page.getByText('The file has 2 MB; 1 MB is the most').waitFor();
    await file.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0xff, 0xfe]) });
    await page.getByText('The file is not UTF-8 text').waitFor();
  });

  test('another key column can be chosen when the one that was found is not unique', async () => {
    const page = await openPage('/rule-maps');
    await page.getByLabel('CSV file', { exact: true }).setInputFiles(csv('keys.csv', 'id,code\n1,a\n1,b\n'));
    await page.getByText('Line 3 gives "1" another meaning than line 2.').waitFor();
    await page.getByRole('combobox', { name: 'Key column' }).click();
    await page.getByRole('option', { name: 'code' }).click();
    await page.getByText('nothing: this is a new map').waitFor();
  });

  test('a long version is searched and scrolled to its end', async () => {
    const rows = Array.from({ length: 5000 }, (_one, index) => `${index},name ${index}`).join('\n');
    await weir.client.upload('/maps?name=long', new Blob([`id,name\n${rows}\n`]));
    const page = await openPage('/rule-maps/long');
    const table = page.getByRole('table', { name: 'Rows' });
    await table.getByRole('cell', { name: 'name 0', exact: true }).waitFor();
    await table.focus();
    await page.keyboard.press('End');
    await table.getByRole('cell', { name: 'name 4999', exact: true }).waitFor();
    await page.getByLabel('Search in rows').fill('name 4242');
    await page.getByText('1 of 5,000 rows').waitFor();
    await table.getByRole('cell', { name: 'name 4242', exact: true }).waitFor();
    await page.reload();
    await page.getByText('1 of 5,000 rows').waitFor();
  });
});

describe.skipIf(!browserPath)('sources', () => {
  test('a source is tested on the form, shows a mapped sample, is saved, changed, and deleted', async () => {
    writeFileSync(
      join(weir.incoming, 'events.ndjson'),
      lines([logpushEvent(0, { ClientRequestPath: '/<i>\u001b[0m' })]),
    );
    const page = await openPage('/sources');
    await page.getByRole('link', { name: 'New source' }).first().click();
    await page.getByRole('heading', { name: 'New source' }).waitFor();
    await page.getByText('NDJSON files', { exact: true }).click();
    await page.getByLabel('Path').fill('/etc/passwd');
    await page.getByRole('button', { name: 'Test' }).click();
    await page
      .getByText('The path must be absolute and lie under a folder that WEIR_NDJSON_ROOTS allows.')
      .first()
      .waitFor();
    expect(await page.getByLabel('Path').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Path').fill(join(weir.incoming, 'events.ndjson'));
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByRole('row', { name: /^ClientIP.*203\.0\.113\.0/ }).waitFor();
    await page.getByRole('row', { name: /^ClientRequestPath.*\/<i>␛\[0m/ }).waitFor();
    await page.getByText(/Empty in all events that were looked at: .*ZoneName/).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add source' }).click();
    await page.getByText('A name has 1 to 64 letters').waitFor();
    await page.getByLabel('Name').fill('files');
    await page.getByRole('button', { name: 'Add source' }).click();
    await page.getByRole('link', { name: 'files', exact: true }).waitFor();

    await page.getByRole('link', { name: 'Edit files' }).click();
    await page.getByLabel('Elastic integration', { exact: true }).check();
    await page.getByText('starts a new dataset').waitFor();
    await page.getByLabel('Name').fill('renamed');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'renamed', exact: true }).waitFor();
    expect(await weir.client.get('/sources/renamed')).toMatchObject({ place: { preset: 'elastic-ecs' } });

    await page.getByRole('button', { name: 'Delete renamed' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No source yet').waitFor();
  });

  test('an unreachable server is said at the address', async () => {
    const page = await openPage('/sources/new');
    await page.getByLabel('Address').fill('http://127.0.0.1:1');
    await page.getByLabel('Index').fill('logs-*');
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('Elasticsearch at 127.0.0.1:1 cannot be reached.').first().waitFor();
    expect(await page.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
  });
});
