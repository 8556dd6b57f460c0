import type { z } from 'zod';
import type { newExport } from '#core/api.ts';
import type { ExportRequest, ExportView } from '#core/export/export.ts';
import { checkTableWidth } from '#core/export/table.ts';
import { checkFilters } from '#core/pivot/question.ts';
import { datasetId } from '#core/source.ts';
import { readArtefact } from '#server/artefacts/files.ts';
import { addExport, readExport, removeExport } from '#server/exports/files.ts';
import { queueExport } from '#server/queue/queue-export.ts';
import { listSources } from '#server/store/sources.ts';
import type { WebWorld } from '../../../world.ts';
import { mapIn, rangeIn, sourceIn } from '../find.ts';

/**
 * Checks what is to be exported, keeps it, and queues it.
 * @throws WeirError `invalid`, naming the field; `not_found` for a pivot that there is not; `unavailable` without Redis,
 * and then there is no export
 */
export async function startExport(world: WebWorld, asked: z.output<typeof newExport>): Promise<ExportView> {
  const { exports } = world.folder;
  const id = await addExport(world.folder, await resolve(world, asked));
  try {
    await queueExport(world.producer, id);
  } catch (error) {
    await removeExport(exports, id);
    throw error;
  }
  return readExport(exports, id);
}

async function resolve(world: WebWorld, { what, format }: z.output<typeof newExport>): Promise<ExportRequest> {
  const created = Date.now();
  if (what.kind === 'events') {
    const source = sourceIn(world, what.source);
    const map = mapIn(world, what.map);
    checkFilters(what.filters, map);
    const range = rangeIn(what);
    const fileName = `weir-events-${source.name}-${spanText(range)}.${format}`;
    return {
      version: 1,
      what: { kind: 'events', dataset: datasetId(source), ...range, map, filters: what.filters },
      format,
      fileName,
      created,
    };
  }
  const meta = await readArtefact(world.folder.artefacts, what.artefact, 'meta');
  if (what.kind === 'table') checkTableWidth(meta, what.layout, format);
  const source = listSources(world.store).find((one) => datasetId(one) === meta.request.dataset);
  const subject = what.kind === 'table' ? 'pivot' : 'events';
  const fileName = ['weir', subject, source?.name, `${spanText(meta.request)}.${format}`].filter(Boolean).join('-');
  return { version: 1, what, format, fileName, created };
}

/** `20260130T0800Z-20260131T0800Z` */
function spanText({ from, to }: { from: number; to: number }): string {
  const short = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
  return `${short(from)}-${short(to)}`;
}
