import { describe, expect, it } from 'vitest';
import { argumentsOf } from '@/lib/cloning/script/calls';
import { firefox, office } from './orders';

describe('the calls of Image Assistant', () => {
  it('add each application, try the image, and make it', () => {
    const image = [
      '--name',
      'office-2026',
      '--display-name',
      'Office 2026',
      '--description',
      'With a browser',
      '--enable-dynamic-app-catalog',
      '--use-latest-agent-version',
    ];
    const tags = ['--tags', 'team', 'desk', 'cost centre', ''];
    expect(argumentsOf(office)).toEqual([
      ['remove-application', '--name', 'Firefox'],
      [
        'add-application',
        '--name',
        'Firefox',
        '--absolute-app-path',
        String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`,
        '--display-name',
        'Mozilla Firefox',
        '--absolute-icon-path',
        String.raw`C:\icons\firefox.png`,
        '--working-directory',
        String.raw`C:\Program Files\Mozilla Firefox`,
        '--launch-parameters=-private "https://example.com/"',
        '--absolute-manifest-path',
        String.raw`C:\manifests\firefox.txt`,
      ],
      ['create-image', ...image, '--dry-run', ...tags],
      ['create-image', ...image, ...tags],
    ]);
  });

  it('say nothing of what is not wished', () => {
    const { id, name, platform, launchPath } = firefox;
    const image = { name: 'x', dynamicCatalogs: false, latestAgent: false, tags: [] };
    const applications = [{ id, name, platform, launchPath, launchParameters: '' }];
    expect(argumentsOf({ ...office, applications, image })).toEqual([
      ['remove-application', '--name', id],
      ['add-application', '--name', id, '--absolute-app-path', launchPath, '--display-name', name],
      ['create-image', '--name', 'x', '--dry-run'],
      ['create-image', '--name', 'x'],
    ]);
  });
});
