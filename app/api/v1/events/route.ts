import { eventsQuestion } from '#core/api.ts';
import type { EventsPage } from '#core/jobs.ts';
import { checkFilters } from '#core/pivot/question.ts';
import { datasetId } from '#core/source.ts';
import { mapIn, needEvents, queryTimeout, rangeIn, sourceIn } from '../find.ts';
import { bodyOf, handle } from '../handle.ts';

export const POST = handle(async ({ request, world }) => {
  const question = await bodyOf(request, eventsQuestion);
  const map = mapIn(world, question.map);
  checkFilters(question.filters, map);
  const { filters, limit, offset, order, count } = question;
  const body = {
    dataset: datasetId(sourceIn(world, question.source)),
    ...rangeIn(question),
    map,
    filters,
    limit,
    offset,
    order,
    count,
  };
  const page = await world.producer.ask<EventsPage>('events', body, {
    timeoutMs: queryTimeout,
    signal: request.signal,
  });
  if (page.inRange !== null) needEvents(page.inRange);
  return page;
});
