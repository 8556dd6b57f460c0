import type { Health, QueueHealth } from '#core/health.ts';
import type { WebWorld } from '../../../world.ts';

/** Asks Redis, the store and every queue; ok when all answer and every queue has a worker. */
export async function healthOf(world: WebWorld): Promise<Health> {
  let queues: QueueHealth[] = [];
  let redis = true;
  let store = true;
  try {
    queues = await world.producer.health();
  } catch {
    redis = false;
  }
  try {
    world.store.prepare('SELECT count(*) FROM sources').get();
  } catch {
    store = false;
  }
  return { ok: redis && store && queues.every(({ workers }) => workers > 0), redis, store, queues };
}
