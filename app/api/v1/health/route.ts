import { handle } from '../handle.ts';
import { healthOf } from './health.ts';

export const dynamic = 'force-dynamic';

export const GET = handle(
  async ({ world }) => {
    const health = await healthOf(world);
    return Response.json(health, { status: health.ok ? 200 : 503 });
  },
  { open: true },
);
