import {
  applicationPlatforms,
  sameApplication,
  textOfApplication,
  type RepositoryApplication,
} from './application';
import { readApplication } from './read';
import * as v from 'valibot';

const parts = v.strictObject({
  id: v.string(),
  name: v.string(),
  platform: v.picklist(applicationPlatforms),
  icon: v.exactOptional(v.string()),
  source: v.exactOptional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('s3'), uri: v.string() }),
      v.strictObject({ kind: v.literal('https'), url: v.string() }),
      v.strictObject({ kind: v.literal('path'), path: v.string() }),
    ]),
  ),
  install: v.exactOptional(v.string()),
  launchPath: v.string(),
  launchParameters: v.exactOptional(v.string()),
  workingDirectory: v.exactOptional(v.string()),
  manifestPath: v.exactOptional(v.string()),
  iconPath: v.exactOptional(v.string()),
});

/** An application of the repository, exactly as reading it as text would give it. */
export const repositoryApplication: v.GenericSchema<unknown, RepositoryApplication> = v.pipe(
  parts,
  v.check((application) => {
    const read = readApplication(textOfApplication(application));
    // What is there but empty reads as what is not there.
    return (
      read.ok &&
      sameApplication(read.value, application) &&
      Object.keys(read.value).length === Object.keys(application).length
    );
  }),
);
