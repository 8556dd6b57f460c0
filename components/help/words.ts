/** A word as the pages use it. `id` is its anchor: /help#coverage. `later`: this version has none of it yet. */
export type Word = { id: string; word: string; says: string; later?: true };
export type WordArea = { area: string; words: readonly Word[] };

export const wordAreas: readonly WordArea[] = [
  {
    area: 'What there is to look at',
    words: [
      {
        id: 'event',
        word: 'Event',
        says: 'One time that the firewall had something to say: a rule matched, and an action was taken or logged. It carries the rule, the client, and the request that it was about.',
      },
      {
        id: 'request',
        word: 'Request',
        says: 'What a client asked of your site. A single request can trip several rules and so make several events; they share a Ray ID. Weir therefore counts the two apart: “events” says how often rules fired, “requests” how many visits were behind that.',
      },
      {
        id: 'source',
        word: 'Source',
        says: 'A place that events are read from: an index pattern of Elasticsearch or OpenSearch, or a folder of log files with one JSON object a line. Weir only ever reads it.',
      },
      {
        id: 'field-map',
        word: 'Field map',
        says: 'The translation from the names that a source uses to the columns that Weir knows. A column may list several names: the first one that is filled counts. Choose the preset that fits how the logs came in; testing the source shows which columns are filled.',
      },
    ],
  },
  {
    area: 'Pulling events in',
    words: [
      {
        id: 'run',
        word: 'Run',
        says: 'A job for one time range: fetch what is not stored yet, then compute a pivot. A run that was interrupted is taken up where it stopped, since what it stored stays stored.',
      },
      {
        id: 'batch',
        word: 'Batch',
        says: 'A piece of a run: one window or one segment. Batches are pulled side by side, and each one either ends in a stored file or leaves nothing behind.',
      },
      {
        id: 'window',
        word: 'Window',
        says: 'A slice of time, from its start up to but not including its end, always in UTC. Busy hours are cut into smaller slices than quiet ones.',
      },
      {
        id: 'segment',
        word: 'Segment',
        says: 'What a window is for a folder of files: one compressed file, or a stretch of a long plain one.',
      },
      {
        id: 'dataset',
        word: 'Dataset',
        says: 'All that was stored of one source, kept as Parquet files that other tools can open too. When the source’s address, query or field map changes, a new dataset begins, because old and new events could no longer be compared.',
      },
      {
        id: 'coverage',
        word: 'Coverage',
        says: 'How much of a time range has been pulled. A table over a range that is not wholly covered counts only what is there, and says so in its header.',
      },
      {
        id: 'partial',
        word: 'Partial',
        says: 'A run that ended with less than its source held: some batches failed, or the source gave fewer events than it announced. Its numbers are right for what was stored. Retry the run to get the rest.',
      },
      {
        id: 'provisional',
        word: 'Provisional',
        says: 'A window so recent that events may still be on their way. It is shown, and pulled once more by the next run that needs it.',
      },
      {
        id: 'duplicate',
        word: 'Duplicate and rejected',
        says: 'A duplicate is an event that was delivered twice and is kept once. A rejected line is one that cannot be an event, such as broken JSON; the run lists the first hundred. Read = stored + duplicates + rejected, always.',
      },
    ],
  },
  {
    area: 'Giving rules a meaning',
    words: [
      {
        id: 'rule-map',
        word: 'Rule map',
        says: 'Your own table from rule ids to what they mean: a name, a group, a severity, and any column you like. Upload it as CSV. Its columns can be used in a pivot like those of the events.',
      },
      {
        id: 'version',
        word: 'Version of a rule map',
        says: 'Each upload is kept as a version of its own and never changes. A new one counts at once for everything that is stored, without pulling again, and every result names the version it used.',
      },
      {
        id: 'match-state',
        word: 'Match state',
        says: 'What became of an event’s rule id in the rule map: matched (there is a row for it), not explained, or no id.',
      },
      {
        id: 'not-explained',
        word: 'Not explained',
        says: 'The event has a rule id, and no row of the rule map has it. It may be a detection of anomalies that has no fixed rule, or a rule that nobody wrote down yet. Worth a look.',
      },
      {
        id: 'no-id',
        word: 'No id',
        says: 'The event names no rule at all, so there is nothing to look up.',
      },
      {
        id: 'enricher',
        word: 'Enricher',
        says: 'A plugin that adds columns to events, such as the country or network of an address.',
        later: true,
      },
    ],
  },
  {
    area: 'Asking',
    words: [
      {
        id: 'pivot',
        word: 'Pivot',
        says: 'A table that you put together: which fields make the rows, which the columns, and what is counted where they meet. Every number in it opens the very events that it counted.',
      },
      {
        id: 'value',
        word: 'Value',
        says: 'What a cell shows: the count of events or of requests, how many different values a field has, or the sum, average, least or greatest of a number.',
      },
      {
        id: 'total',
        word: 'Total',
        says: 'The value over all that a group holds. Counts of different things do not add up: an address seen in two groups is one address in the total. Totals are counted for themselves and are exact.',
      },
      {
        id: 'share',
        word: 'Share',
        says: 'A number as a percentage of something: of the whole table, of its row, of its column, or of the group above it.',
      },
      {
        id: 'other',
        word: 'Other',
        says: 'When a level shows only its largest members, all the rest together. Its number is counted like any other, so the column still adds up.',
      },
      {
        id: 'missing',
        word: '(missing) and (blank)',
        says: '(missing) stands for events that lack the field; (blank) for those where it is there and empty.',
      },
      {
        id: 'filter',
        word: 'Filter',
        says: 'A condition that events must satisfy to be counted. Filters change what is counted, never what is stored.',
      },
      {
        id: 'stored-pivot',
        word: 'Stored pivot',
        says: 'The same question over the same events gives the same answer, so Weir keeps answers for a while. Those that belong to a run are kept for good; others make room when space runs out, and are simply computed again.',
      },
      {
        id: 'saved-view',
        word: 'Saved view',
        says: 'A pivot with all its fields, filters and looks under a name. A range like “last 24 h” stays relative: tomorrow it means tomorrow’s last 24 hours. To share exactly what you see, copy the address of the page.',
      },
    ],
  },
  {
    area: 'Being told',
    words: [
      {
        id: 'hunt',
        word: 'Hunt',
        says: 'A run that starts by itself on a schedule and checks conditions, such as more events than usual, or a rule id that nobody has explained.',
        later: true,
      },
      {
        id: 'finding',
        word: 'Finding',
        says: 'What a condition of a hunt found. The same thing is reported once.',
        later: true,
      },
    ],
  },
];

export const firstSteps: readonly { title: string; says: string; href: string; link: string }[] = [
  {
    title: 'Look at the sample',
    says: 'A first start makes a day of invented events and a rule map for them. Its pivot is there to be played with.',
    href: '/pivot',
    link: 'Open the pivot',
  },
  {
    title: 'Add your source',
    says: 'Name where your events live and which preset its fields follow, then test it: the test shows what was found there.',
    href: '/sources',
    link: 'Add a source',
  },
  {
    title: 'Upload your rule map',
    says: 'A CSV file with a column of rule ids. A file with an error changes nothing, and the error names its line.',
    href: '/rule-maps',
    link: 'Upload a rule map',
  },
  {
    title: 'Pull a range',
    says: 'Start with an hour. The run shows how far it is, and its pivot opens when it is done.',
    href: '/runs',
    link: 'Start a run',
  },
  {
    title: 'Ask',
    says: 'Put fields on rows and columns, press a number to see its events, keep or exclude a value, and save the view.',
    href: '/pivot',
    link: 'Ask a question',
  },
];
