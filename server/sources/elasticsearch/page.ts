/**
 * A page of search hits as bytes becomes JSON lines in place, without being parsed: what stands between two documents,
 * `,"sort":[…]},{"_source":`, is overwritten by spaces and one line break. A quote inside a JSON text is escaped, so no
 * document's text can hold that sequence; the caller compares the number of documents found with what a parser finds
 * where they disagree with the page.
 */
export type Page = {
  /** JSON lines, each ended by \n; the memory is the answer's own. */
  lines: Buffer;
  count: number;
  /** The sort values of the last document, for `search_after`. */
  last: unknown[] | null;
  pitId: string | null;
  total: number | null;
  timedOut: boolean;
  failedShards: number;
  /** Some document says that the cluster could not parse it. */
  pipelineError: boolean;
};

const opening = Buffer.from('"hits":[{"_source":');
const between = Buffer.from(']},{"_source":');
const sortKey = Buffer.from(',"sort":[');
const pipelineMark = Buffer.from('pipeline_error');
const space = 32;
const lineBreak = 10;
const carriageReturn = 13;

type Head = {
  pit_id?: string;
  timed_out?: boolean;
  _shards?: { failed?: number };
  hits?: { total?: { value?: number }; hits?: { _source?: unknown; sort?: unknown[] }[] };
};

/** Splits an answer to a search with `filter_path=pit_id,timed_out,_shards.failed,hits.total,hits.hits._source,hits.hits.sort`. */
export function splitPage(body: Buffer): Page {
  const start = body.indexOf(opening);
  if (start < 0) return parsedPage(JSON.parse(body.toString('utf8')) as Head);
  const first = start + opening.length;
  const lastSort = body.lastIndexOf(sortKey);
  const end = body.indexOf(93, lastSort);
  if (lastSort < first || end < 0) return parsedPage(JSON.parse(body.toString('utf8')) as Head);
  const head = JSON.parse(`${body.toString('utf8', 0, start)}"hits":[${body.toString('utf8', end + 2)}`) as Head;
  const last = JSON.parse(body.toString('utf8', lastSort + sortKey.length - 1, end + 1)) as unknown[];
  for (const byte of [lineBreak, carriageReturn]) {
    for (let at = body.indexOf(byte, first); at >= 0; at = body.indexOf(byte, at + 1)) body[at] = space;
  }
  let count = 1;
  for (let at = body.indexOf(between, first); at >= 0 && at < lastSort; at = body.indexOf(between, at)) {
    const sort = body.lastIndexOf(sortKey, at);
    const after = at + between.length;
    body.fill(space, sort, after);
    body[sort] = lineBreak;
    count += 1;
    at = after;
  }
  body.fill(space, lastSort, end + 1);
  body[lastSort] = lineBreak;
  return {
    lines: body.subarray(first, lastSort + 1),
    count,
    last,
    ...facts(head),
    pipelineError: body.indexOf(pipelineMark, first) >= 0,
  };
}

function facts(head: Head) {
  return {
    pitId: head.pit_id ?? null,
    total: head.hits?.total?.value ?? null,
    timedOut: head.timed_out === true,
    failedShards: head._shards?.failed ?? 0,
  };
}

/** The slow way, for an empty page and for bytes that do not look as expected. */
function parsedPage(head: Head): Page {
  const hits = head.hits?.hits ?? [];
  const lines = hits.map((hit) => `${JSON.stringify(hit._source ?? {})}\n`).join('');
  return {
    lines: Buffer.from(lines),
    count: hits.length,
    last: hits.at(-1)?.sort ?? null,
    ...facts(head),
    pipelineError: lines.includes('pipeline_error'),
  };
}
