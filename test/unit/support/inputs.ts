import type { InputOf, OperationId } from '@/lib/operations/registry';
import { friend, noon, owner } from './values';
import { image, share } from './plans';

/** A well-formed input for every operation: a new one does not compile without its own. */
export const inputs: { readonly [Id in OperationId]: InputOf<Id> } = {
  'images.list': {},
  'images.get': { image: { name: image.name } },
  'images.shares': { image },
  'images.usage': { image },
  'images.tags': { image },
  'sharing.plan': { image, desired: [share(friend, 'f')] },
  'sharing.apply': { digest: 'a'.repeat(64) },
  'credentials.add': {
    region: 'us-east-1',
    accessKeyId: 'ASIACANARYKEYEXAMPLE',
    secretAccessKey: 'canary-secret',
    sessionToken: 'canary-token',
    expiresAt: noon + 1,
  },
  'credentials.list': {},
  'credentials.forget': { partition: 'aws', account: owner },
  'credentials.forget-all': {},
  'permissions.check': {},
  'desk.open': { view: 'share', image },
  'panel.open': {},
  'panel.remember': { collapsed: true },
  'tab.scope': { tabId: 7 },
};
