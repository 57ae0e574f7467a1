import { failed } from '../../result';
import type { Planner } from './parts';

/** Not planned yet. */
export const planExport: Planner<'export'> = async () =>
  failed({ kind: 'refused', detail: 'This cannot be planned yet.' });
