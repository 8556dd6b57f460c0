import { viewChange } from '#core/api.ts';
import { changeView, removeView } from '#server/store/views.ts';
import { viewOf } from '../../find.ts';
import { bodyOf, handle } from '../../handle.ts';

export const GET = handle<'view'>(({ params, world }) => viewOf(world, params.view));

export const PUT = handle<'view'>(async ({ request, params, world }) => {
  const { id } = viewOf(world, params.view);
  return changeView(world.store, id, await bodyOf(request, viewChange));
});

export const DELETE = handle<'view'>(({ params, world }) => removeView(world.store, viewOf(world, params.view).id));
