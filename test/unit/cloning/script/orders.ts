import * as fc from 'fast-check';
import type { ApplicationSource, RepositoryApplication } from '@/lib/applications/application';
import type { ScriptOrder } from '@/lib/cloning/script/order';
import { hostile } from '../../support/hostile';

/** An application as an administrator enters it, for Windows. */
export const firefox: RepositoryApplication = {
  id: 'Firefox',
  name: 'Mozilla Firefox',
  platform: 'windows',
  source: { kind: 's3', uri: 's3://installers/firefox/Firefox Setup 152.exe' },
  install: '"Firefox Setup 152.exe" /S',
  launchPath: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  launchParameters: '-private "https://example.com/"',
  workingDirectory: 'C:\\Program Files\\Mozilla Firefox',
  manifestPath: 'C:\\manifests\\firefox.txt',
  iconPath: 'C:\\icons\\firefox.png',
};

/** What is made of it. */
export const office: ScriptOrder = {
  platform: 'windows',
  applications: [firefox],
  present: ['Notepad'],
  image: {
    name: 'office-2026',
    displayName: 'Office 2026',
    description: 'With a browser',
    dynamicCatalogs: true,
    latestAgent: true,
    tags: [
      { key: 'team', value: 'desk' },
      { key: 'cost centre', value: '' },
    ],
  },
};

const sources: fc.Arbitrary<ApplicationSource> = fc.oneof(
  hostile.map((key): ApplicationSource => ({ kind: 's3', uri: `s3://installers/${key}` })),
  hostile.map((path): ApplicationSource => ({ kind: 'https', url: `https://example.com/${path}` })),
  hostile.map((path): ApplicationSource => ({ kind: 'path', path })),
);

const applications = fc.record(
  {
    id: hostile,
    name: hostile,
    platform: fc.constantFrom('windows' as const, 'linux' as const),
    source: sources,
    install: hostile,
    launchPath: hostile,
    launchParameters: hostile,
    workingDirectory: hostile,
    manifestPath: hostile,
    iconPath: hostile,
  },
  { requiredKeys: ['id', 'name', 'platform', 'launchPath'] },
);

/** Orders with nothing but hostile texts in them. */
export function ordersFor(platform: ScriptOrder['platform']): fc.Arbitrary<ScriptOrder> {
  return fc.record({
    platform: fc.constant(platform),
    applications: fc.array(applications, { maxLength: 5 }),
    present: fc.array(hostile, { maxLength: 2 }),
    image: fc.record(
      {
        name: hostile,
        displayName: hostile,
        description: hostile,
        dynamicCatalogs: fc.boolean(),
        latestAgent: fc.boolean(),
        tags: fc.array(fc.record({ key: hostile, value: hostile }), { maxLength: 3 }),
      },
      { requiredKeys: ['name', 'dynamicCatalogs', 'latestAgent', 'tags'] },
    ),
  });
}
