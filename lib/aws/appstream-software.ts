import type { Software } from '../lifecycle/builder';
import type { Result } from '../result';
import { changeFacts, listOf, type AppStream } from './appstream-call';
import { errorsIn } from './appstream-image';
import { listIn, textIn } from './members';

/** The license-included software of an image or an image builder, by its ARN. */
export function listSoftware(
  appStream: AppStream,
  arn: string,
): Promise<Result<readonly Software[]>> {
  return listOf(
    appStream,
    'DescribeSoftwareAssociations',
    { AssociatedResource: arn },
    (answer) =>
      listIn(answer, 'SoftwareAssociations').map((wire) => ({
        name: textIn(wire, 'SoftwareName') ?? '',
        status: textIn(wire, 'Status') ?? 'UNKNOWN',
        errors: errorsIn(wire, 'DeploymentError'),
      })),
    `The software of ${arn}`,
  );
}

/** Notes for an image builder which license-included software it shall have; installs nothing yet. */
export function associateSoftware(
  { change }: AppStream,
  builder: string,
  software: readonly string[],
): Promise<Result<null>> {
  return change({
    facts: changeFacts(
      'AssociateSoftwareToImageBuilder',
      `Image builder ${builder}, software`,
      null,
      software,
    ),
    operation: 'AssociateSoftwareToImageBuilder',
    input: { ImageBuilderName: builder, SoftwareNames: software },
    read: () => null,
  });
}

/** Has AWS install what was noted for an image builder, and again what it has failed at. */
export function deploySoftware({ change }: AppStream, builder: string): Promise<Result<null>> {
  return change({
    facts: changeFacts(
      'StartSoftwareDeploymentToImageBuilder',
      `Image builder ${builder}, software`,
      'not installed',
      'installed',
    ),
    operation: 'StartSoftwareDeploymentToImageBuilder',
    input: { ImageBuilderName: builder, RetryFailedDeployments: true },
    read: () => null,
  });
}
