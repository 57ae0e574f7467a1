import { present } from '../present';
import type { ImportOrder } from './step';

/** An application of an imported image, in the members of AppStream's `AppCatalogConfig`. */
export function catalogEntry(application: ImportOrder['applications'][number]) {
  return {
    Name: application.id,
    DisplayName: application.name,
    AbsoluteAppPath: application.path,
    ...present({
      AbsoluteIconPath: application.iconPath,
      AbsoluteManifestPath: application.manifestPath,
      WorkingDirectory: application.workingDirectory,
      LaunchParameters: application.parameters,
    }),
  };
}
