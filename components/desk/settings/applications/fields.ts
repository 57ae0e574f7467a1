import type { ApplicationField } from '../../../../lib/applications/application';

/** A field of the form: what it is for, and an example for each platform. */
export interface FormField {
  readonly field: Exclude<ApplicationField, 'platform'>;
  readonly optional: boolean;
  readonly description: string;
  readonly windows: string;
  readonly linux: string;
}

/** The fields of the form below the platform, in their order. */
export const formFields: readonly FormField[] = [
  {
    field: 'id',
    optional: false,
    description:
      'The name in the catalog of the image. Letters, digits, points, hyphens and underscores.',
    windows: 'seven-zip',
    linux: 'gimp',
  },
  {
    field: 'name',
    optional: false,
    description: 'What users read.',
    windows: '7-Zip',
    linux: 'GIMP',
  },
  {
    field: 'source',
    optional: true,
    description:
      'Where its installer comes from: an S3 URI, an https address, or a path on the image builder.',
    windows: 's3://bucket/folder/setup.msi',
    linux: 's3://bucket/folder/setup.rpm',
  },
  {
    field: 'install',
    optional: true,
    description:
      'The command or script that installs it without asking anything. On Windows it runs as a batch file, for which the exit code 3010 is a success, too; on Linux by bash -e as root. SOURCE is the path of the downloaded file. It is run as it stands, so enter only what you trust.',
    windows: 'msiexec.exe /i setup.msi /qn',
    linux: 'dnf install -y ./setup.rpm',
  },
  {
    field: 'launchPath',
    optional: false,
    description: 'The absolute path of what is started.',
    windows: 'C:\\Program Files\\7-Zip\\7zFM.exe',
    linux: '/usr/bin/gimp',
  },
  {
    field: 'launchParameters',
    optional: true,
    description: 'What it is started with.',
    windows: '',
    linux: '',
  },
  {
    field: 'workingDirectory',
    optional: true,
    description: 'The absolute path of the folder in which it is started.',
    windows: 'C:\\Program Files\\7-Zip',
    linux: '/tmp',
  },
  {
    field: 'manifestPath',
    optional: true,
    description: 'The absolute path of the file that lists what it loads when it starts.',
    windows: 'C:\\Manifests\\7-zip.txt',
    linux: '/etc/manifests/gimp.txt',
  },
  {
    field: 'iconPath',
    optional: true,
    description: 'The absolute path of its icon on the image, for the catalog.',
    windows: 'C:\\Icons\\7-zip.png',
    linux: '/usr/share/icons/gimp.png',
  },
  {
    field: 'icon',
    optional: true,
    description:
      'A picture as a data address, which is shown in this list, or an https address, which is kept.',
    windows: 'data:image/png;base64,…',
    linux: 'data:image/png;base64,…',
  },
];
