import { handle } from '../handle.ts';
import { aboutOf } from './about.ts';

export const GET = handle(({ request, world }) => aboutOf(world, request.signal));
