import { expect, test } from 'vitest';
import { splitPage } from './page.ts';

const answer = (sources: string[], more = '') =>
  Buffer.from(
    `{"pit_id":"p","timed_out":false,"_shards":{"failed":0},"hits":{"total":{"value":9,"relation":"eq"},"hits":[${sources
      .map((source, index) => `{"_source":${source},"sort":[${index}]}`)
      .join(',')}]}${more}}`,
  );

const documents = (page: Buffer) =>
  page
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('documents come out as they went in, whatever their text holds', () => {
  const hostile = {
    path: ',"sort":[1]},{"_source":{"a":1}',
    quote: '"],"sort":[',
    nested: { _source: { sort: ['x'] } },
  };
  const sources = [JSON.stringify(hostile), '{"a":1}', '{\n  "pretty" : true\r\n}'];
  const page = splitPage(answer(sources));
  expect(page).toMatchObject({ count: 3, total: 9, pitId: 'p', last: [2], timedOut: false, failedShards: 0 });
  expect(documents(page.lines)).toEqual([hostile, { a: 1 }, { pretty: true }]);
});

test('an empty page has no documents', () => {
  expect(splitPage(answer([]))).toMatchObject({ count: 0, last: null, total: 9 });
});

test('failed shards and parse failures of the cluster are seen', () => {
  const failed = Buffer.from('{"timed_out":true,"_shards":{"failed":2},"hits":{"hits":[]}}');
  expect(splitPage(failed)).toMatchObject({ timedOut: true, failedShards: 2 });
  expect(splitPage(answer(['{"event":{"kind":"pipeline_error"}}'])).pipelineError).toBe(true);
});
