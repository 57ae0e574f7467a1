import type { Result } from '../result';
import { listOf, type AppStream } from './appstream-call';
import { textsIn } from './members';

/** The names of the stacks through which users reach a fleet. */
export function listStacks(
  appStream: AppStream,
  fleet: string,
): Promise<Result<readonly string[]>> {
  return listOf(
    appStream,
    'ListAssociatedStacks',
    { FleetName: fleet },
    (answer) => textsIn(answer, 'Names'),
    `Fleet ${fleet}`,
  );
}
