import { removeSource } from '#server/store/sources.ts';
import { sourceOf } from '../../find.ts';
import { handle } from '../../handle.ts';
import { sourceView } from '../source-view.ts';

export const GET = handle<'source'>(({ params, world }) => sourceView(sourceOf(world, params.source)));

export const DELETE = handle<'source'>(({ params, world }) =>
  removeSource(world.store, sourceOf(world, params.source)),
);
