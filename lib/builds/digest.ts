import { digestOfContent } from '../jobs/digest';
import type { AccountScope } from '../scope';
import type { BuildPlan } from './plan';

/** How long a plan of a build may be carried out, in milliseconds. */
export const buildPlanLifetime = 15 * 60_000;

/** The digest of a plan's content, in hex. */
export function digestOfPlan(
  scope: AccountScope,
  { subject, tasks }: Pick<BuildPlan, 'subject' | 'tasks'>,
): Promise<string> {
  return digestOfContent(scope, subject, tasks);
}
