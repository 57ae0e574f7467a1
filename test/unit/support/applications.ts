import * as fc from 'fast-check';
import {
  applicationFields,
  applicationPlatforms,
  type RepositoryApplication,
} from '@/lib/applications/application';
import { blankApplication, readApplication } from '@/lib/applications/read';

/** An application with what every one has. */
export const application: RepositoryApplication = {
  id: 'seven-zip',
  name: '7-Zip',
  platform: 'windows',
  launchPath: 'C:\\Program Files\\7-Zip\\7zFM.exe',
};

/** One of Linux with all members. */
export const full: RepositoryApplication = {
  id: 'GIMP_2.10',
  name: 'GIMP – “2.10”',
  platform: 'linux',
  icon: 'data:image/png;base64,iVBORw0KGgo=',
  source: { kind: 's3', uri: 's3://example-installers/gimp/2.10.rpm' },
  install: 'set -e\n\tdnf install -y "$SOURCE"',
  launchPath: '/usr/bin/gimp',
  launchParameters: '--no-splash "a, b"',
  workingDirectory: '/home/as2-streaming-user',
  manifestPath: '/etc/gimp manifest.txt',
  iconPath: '/usr/share/icons/gimp.png',
};

/** Texts as hard on a file as they come: quotes, separators, line breaks, formulas, any script. */
const texts = (maxLength: number) =>
  fc.oneof(
    fc.constant(''),
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({
      unit: fc.constantFrom('"', "'", ',', ';', '\t', '\n', '=', '-', '@', ' ', '$', 'a', 'ü'),
      maxLength,
    }),
  );

const paths = fc.constantFrom('', 'C:\\Apps\\a b', '\\\\server\\share\\x', '/opt/a "b"', '/');

/** Applications that a person could have typed. */
export const applications: fc.Arbitrary<RepositoryApplication> = fc
  .record({
    id: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,99}$/),
    name: texts(30),
    platform: fc.constantFrom(...applicationPlatforms),
    icon: fc.constantFrom('', 'https://example.com/i.png', 'data:image/png;base64,AAAA'),
    source: fc.oneof(paths, fc.constantFrom('s3://bucket/a b', 'https://example.com/x?y=1')),
    install: texts(60),
    launchPath: fc.constantFrom('C:\\a;b.exe', '\\\\server\\share\\B.BAT', '/opt/x y', "/a'b"),
    launchParameters: texts(30),
    workingDirectory: paths,
    manifestPath: paths,
    iconPath: paths,
  })
  .map(readApplication)
  .filter((read) => read.ok)
  .map(({ value }) => value);

/** Applications of which no two have one id, whatever its case. */
export const repositories = fc.uniqueArray(applications, {
  selector: ({ id }) => id.toLowerCase(),
  maxLength: 4,
});

/** Nothing typed but what is named. */
export const typed = (members: Partial<typeof blankApplication>) => ({
  ...blankApplication,
  ...members,
});

/** All that can be typed, as any text. */
export const anyTyped = fc.record(
  Object.fromEntries(
    applicationFields.map((field) => [field, fc.string({ unit: 'binary', maxLength: 20 })]),
  ) as Record<(typeof applicationFields)[number], fc.Arbitrary<string>>,
);
