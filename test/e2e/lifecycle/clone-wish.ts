import type { WishOf } from '@/lib/lifecycle/wish';

/** A clone of an image of Windows with one application more, which the repository must have. */
export const cloneWish: WishOf<'clone'> = {
  act: 'clone',
  source: { name: 'office-2026-06' },
  image: 'office-2026-07',
  dynamicCatalogs: false,
  latestAgent: true,
  tags: [{ key: 'Team', value: 'Workplace' }],
  builder: {
    name: 'office-2026-07-builder',
    instanceType: 'stream.standard.large',
    subnets: [],
    securityGroups: [],
    internetAccess: true,
    withoutImdsV1: true,
  },
  applications: ['Editor'],
  software: [],
  after: 'delete',
};

/** That application. */
export const editor = {
  id: 'Editor',
  name: 'An editor',
  platform: 'windows',
  launchPath: 'C:\\Program Files\\Editor\\editor.exe',
} as const;
