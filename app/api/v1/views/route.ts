import { newView } from '#core/api.ts';
import { addView, listViews } from '#server/store/views.ts';
import { bodyOf, handle } from '../handle.ts';

export const GET = handle(({ world }) => ({ views: listViews(world.store) }));

export const POST = handle(
  async ({ request, world }) => {
    const { name, view } = await bodyOf(request, newView);
    return addView(world.store, name, view);
  },
  { status: 201 },
);
