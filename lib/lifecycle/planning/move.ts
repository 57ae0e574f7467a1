import { failed } from '../../result';
import type { Planner } from './parts';

/** Not planned yet. */
export const planMove: Planner<'move'> = async () =>
  failed({ kind: 'refused', detail: 'This cannot be planned yet.' });
