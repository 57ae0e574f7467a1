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
  'credentials.assume-role': {
    source: { partition: 'aws', account: owner },
    region: 'us-east-1',
    roleArn: `arn:aws:iam::${friend}:role/Admin`,
    sessionName: 'image-desk',
    durationSeconds: 3600,
  },
  'sign-in.start': { startUrl: 'https://d-1234567890.awsapps.com/start', region: 'us-east-1' },
  'sign-in.state': {},
  'sign-in.accounts': {},
  'sign-in.roles': { account: owner },
  'sign-in.take': { region: 'us-east-1', picks: [{ account: owner, role: 'Admin' }] },
  'sign-in.end': {},
  'lock.now': {},
  'vault.state': {},
  'vault.create': { passphrase: 'canary battery staple' },
  'vault.unlock': { passphrase: 'canary battery staple' },
  'vault.remember': { account: { partition: 'aws', account: owner }, longTerm: false },
  'vault.forget': { account: { partition: 'aws', account: owner } },
  'vault.remove': {},
  'credentials.list': {},
  'credentials.forget': { partition: 'aws', account: owner },
  'credentials.forget-all': {},
  'desk.open': { view: 'share', image },
  'panel.open': {},
  'panel.remember': { collapsed: true },
  'tab.scope': { tabId: 7 },
  'tab.choose': { tabId: 7, account: { partition: 'aws', account: owner } },
};
