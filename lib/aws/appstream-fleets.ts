import type { Fleet } from '../lifecycle/fleet';
import { present } from '../present';
import type { Result } from '../result';
import { listOf, type AppStream } from './appstream-call';
import { listIn, memberIn, numberIn, textIn } from './members';

/** All fleets of the account in the Region. */
export function listFleets(appStream: AppStream): Promise<Result<readonly Fleet[]>> {
  return listOf(appStream, 'DescribeFleets', {}, (answer) =>
    listIn(answer, 'Fleets').map((fleet) => ({
      name: textIn(fleet, 'Name') ?? '',
      state: textIn(fleet, 'State') ?? 'UNKNOWN',
      desired: numberIn(memberIn(fleet, 'ComputeCapacityStatus'), 'Desired') ?? 0,
      ...present({ imageArn: textIn(fleet, 'ImageArn'), imageName: textIn(fleet, 'ImageName') }),
    })),
  );
}
