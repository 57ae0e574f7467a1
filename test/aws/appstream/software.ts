import type { SoftwareAssociations } from '@aws-sdk/client-appstream';
import type { World } from '../world';
import { lasts } from './lasts';
import type { ImageBuilderRecord } from './records';

/** License-included software of an image builder or an image, as DescribeSoftwareAssociations says. */
export type SoftwareRecord = Omit<SoftwareAssociations, 'SoftwareName' | 'Status'> & {
  readonly SoftwareName: string;
  readonly Status: NonNullable<SoftwareAssociations['Status']>;
  /** When its deployment ends, in epoch milliseconds, and with what; no message when it goes well. */
  readonly ends?: { readonly at: number; readonly message?: string | undefined };
};

/** Source: the values in AWS's model on SoftwareNames: two versions, two editions, two widths. */
const names: ReadonlySet<string> = new Set(
  ['32Bit', '64Bit'].flatMap((width) =>
    ['2021', '2024'].flatMap((year) => [
      `Microsoft_Office_${year}_LTSC_Professional_Plus_${width}`,
      `Microsoft_Office_${year}_LTSC_Standard_${width}`,
      `Microsoft_Project_${year}_Professional_${width}`,
      `Microsoft_Project_${year}_Standard_${width}`,
      `Microsoft_Visio_${year}_LTSC_Professional_${width}`,
      `Microsoft_Visio_${year}_LTSC_Standard_${width}`,
    ]),
  ),
);

/** Tells whether AWS offers software of that name. */
export function isOffered(name: string): boolean {
  return names.has(name);
}

/**
 * Begins to install or to uninstall what is staged on a builder, until a time in epoch milliseconds;
 * with `again` also what failed before. Gives how many there are.
 */
export function deploySoftware(
  world: World,
  builder: ImageBuilderRecord,
  until = world.now() + lasts.deployment,
  again = false,
): number {
  const software = builder.software ?? new Map<string, SoftwareRecord>();
  let count = 0;
  for (const record of software.values()) {
    const { SoftwareName, Status } = record;
    const install =
      Status === 'STAGED_FOR_INSTALLATION' || (again && Status === 'FAILED_TO_INSTALL');
    const remove =
      Status === 'STAGED_FOR_UNINSTALLATION' || (again && Status === 'FAILED_TO_UNINSTALL');
    if (!install && !remove) continue;
    count += 1;
    software.set(SoftwareName, {
      SoftwareName,
      Status: install ? 'PENDING_INSTALLATION' : 'PENDING_UNINSTALLATION',
      ends: { at: until, message: world.failing.get(SoftwareName) },
    });
  }
  return count;
}

/** Brings the software of a builder up to a time in epoch milliseconds. */
export function settleSoftware({ software }: ImageBuilderRecord, now: number): void {
  for (const { SoftwareName, Status, ends } of software?.values() ?? []) {
    if (!ends || ends.at > now) continue;
    const removing = Status === 'PENDING_UNINSTALLATION';
    if (ends.message !== undefined) {
      software?.set(SoftwareName, {
        SoftwareName,
        Status: removing ? 'FAILED_TO_UNINSTALL' : 'FAILED_TO_INSTALL',
        DeploymentError: [{ ErrorCode: 'DEPLOYMENT_FAILED', ErrorMessage: ends.message }],
      });
    } else if (removing) {
      software?.delete(SoftwareName);
    } else {
      software?.set(SoftwareName, { SoftwareName, Status: 'INSTALLED' });
    }
  }
}
